-- Footnotes: lettered over the whole document, equal ones being the same note.

local notes = { all = {}, of_claim = {} }
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

-- What a note says, whichever claim it is about: two claims in the same words are one note. In
-- JSON, which pandoc writes in a fiftieth of the time of HTML.
local function words(content)
  local bare = content:walk({ Span = function(span) return span.content end })
  return pandoc.write(pandoc.Pandoc(bare), 'json')
end

local function remember_claims(note, content)
  content:walk({
    Span = function(span)
      local claim = span.attributes.claim
      if claim then notes.of_claim[claim] = notes.of_claim[claim] or note end
    end,
  })
end

-- Put a reference in the place of a note, and keep what it says.
function notes.reference(note)
  local text = words(note.content)
  if not by_text[text] then
    local number = #notes.all + 1
    by_text[text] = { content = note.content, uses = 0, letter = letter(number), number = number }
    table.insert(notes.all, by_text[text])
  end
  remember_claims(by_text[text], note.content)
  local number = tostring(by_text[text].number)
  return pandoc.Span({}, pandoc.Attr('', { 'note-reference' }, { number = number }))
end

function notes.is_reference(inline)
  return inline and inline.t == 'Span' and inline.classes:includes('note-reference')
end

function notes.of(span)
  return notes.all[tonumber(span.attributes.number)]
end

-- Return the notes of claims, each once, in the order of their letters.
function notes.of_claims(claims)
  local found, seen = {}, {}
  for _, claim in ipairs(claims) do
    local note = notes.of_claim[claim]
    if note and not seen[note] then
      seen[note] = true
      table.insert(found, note)
    end
  end
  table.sort(found, function(one, other) return one.number < other.number end)
  return found
end

-- A run of references stands in the order of its letters, each once, and kept apart: two letters
-- side by side would read as one.
local function close(run, ordered)
  table.sort(run, function(one, other) return notes.of(one).number < notes.of(other).number end)
  for index, reference in ipairs(run) do
    if index == 1 or notes.of(reference) ~= notes.of(run[index - 1]) then
      if index > 1 then ordered:insert(pandoc.Span({}, pandoc.Attr('', { 'note-separator' }))) end
      ordered:insert(reference)
    end
  end
end

function notes.order(inlines)
  local ordered, run = pandoc.Inlines({}), {}
  for _, inline in ipairs(inlines) do
    if notes.is_reference(inline) then
      table.insert(run, inline)
    else
      close(run, ordered)
      run = {}
      ordered:insert(inline)
    end
  end
  close(run, ordered)
  return ordered
end

return notes
