-- Footnotes: lettered over the whole document, equal ones being the same note.

local writing = require('writing')

local notes = { all = {} }
local by_text = {}

-- a, b … z, aa, ab …: what both Typst and CSS count as well
local function letter(number)
  local name = ''
  while number > 0 do
    name = string.char(97 + (number - 1) % 26) .. name
    number = (number - 1) // 26
  end
  return name
end

-- Put a reference in the place of a note, and keep what it says.
function notes.reference(note)
  local text = writing.html(note.content)
  if not by_text[text] then
    local number = #notes.all + 1
    by_text[text] = { content = note.content, uses = 0, letter = letter(number), number = number }
    table.insert(notes.all, by_text[text])
  end
  local number = tostring(by_text[text].number)
  return pandoc.Span({}, pandoc.Attr('', { 'note-reference' }, { number = number }))
end

function notes.is_reference(inline)
  return inline and inline.t == 'Span' and inline.classes:includes('note-reference')
end

function notes.of(span)
  return notes.all[tonumber(span.attributes.number)]
end

-- Two letters side by side would read as one.
function notes.separate(inlines)
  local spaced = pandoc.Inlines({})
  for index, inline in ipairs(inlines) do
    if notes.is_reference(inline) and notes.is_reference(inlines[index - 1]) then
      spaced:insert(pandoc.Span({}, pandoc.Attr('', { 'note-separator' })))
    end
    spaced:insert(inline)
  end
  return spaced
end

return notes
