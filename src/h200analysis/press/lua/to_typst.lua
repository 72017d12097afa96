-- Cleaned blocks as Typst, in calls that sheet.typ defines.

local cleaning = require('cleaning')
local headings = require('headings')
local notes = require('notes')
local writing = require('writing')

local FUNCTIONS = { kicker = 'kicker', deck = 'deck', note = 'small-note' }
local HEADINGS_WORTH_LISTING = 4

local is_inside_table, has_contents = false, false
local calls

-- A call ends in a semicolon: what follows can then never be read as its argument.
local function call(text, ...)
  return pandoc.RawInline('typst', text:format(...) .. ';')
end

local function note_written(span)
  local note = notes.of(span)
  if note.is_set then return call('#again("%s")', note.letter) end
  note.is_set = true
  return call('#note("%s", [%s])', note.letter, writing.typst(calls(note.content)))
end

local function figure_written(span)
  local form = is_inside_table and '#box[' or '#figure-text['
  local written = pandoc.Inlines({ pandoc.RawInline('typst', form) })
  written:extend(span.content)
  written:insert(pandoc.RawInline('typst', '];'))
  return written
end

local function picture_written(span)
  local file, alt = span.attributes.file .. '.json', span.attributes.alt
  return call('#picture(%s, %s)', writing.typst_string(file), writing.typst_string(alt))
end

local function span_written(span)
  if notes.is_reference(span) then return note_written(span) end
  if span.classes:includes('note-separator') then return call('#note-separator') end
  if span.classes:includes('picture') then return picture_written(span) end
  return figure_written(span)
end

local function equation_written(math)
  local is_block = tostring(math.mathtype == 'DisplayMath')
  local alt = writing.typst_string(math.text)
  local written = writing.typst({ pandoc.Plain({ math }) })
  return call('#math.equation(block: %s, alt: %s, %s)', is_block, alt, written)
end

-- Typst would set two hyphens as a dash, three dots as one sign, and a hyphen before a digit as a
-- minus. Inside its quotation marks a text stays as it is.
local function text_written(str)
  local text = str.text
  if text:find('%-[-?%d]') or text:find('%.%.%.') then
    return call('#%s', writing.typst_string(text))
  end
end

local function div_written(div)
  local class = div.classes[1]
  if class == 'first-page-end' then return pandoc.RawBlock('typst', '#first-page-end()') end
  local written = pandoc.Blocks({ pandoc.RawBlock('typst', '#' .. FUNCTIONS[class] .. '[') })
  written:extend(div.content)
  written:insert(pandoc.RawBlock('typst', ']'))
  return written
end

-- Columns of figures take what they need, a first column of words the rest of the line.
local function widths(tbl)
  if tbl.colspecs[1][1] ~= 'AlignLeft' then return '%0' end
  for column = 2, #tbl.colspecs do
    if tbl.colspecs[column][1] ~= 'AlignRight' then return '%0' end
  end
  return ('columns: (1fr%s,),'):format((', auto'):rep(#tbl.colspecs - 1))
end

-- A repeated header is an artifact of the page, and those must not hold links, as notes are.
local function header_form(tbl)
  local head = pandoc.Table(tbl.caption, tbl.colspecs, tbl.head, {}, tbl.foot)
  local has_notes = writing.html({ head }):find('note-reference', 1, true)
  return has_notes and 'table.header(repeat: false, ' or '%0'
end

local function table_written(tbl)
  is_inside_table = true
  local written = writing.typst(calls(pandoc.Blocks({ tbl })))
  is_inside_table = false
  written = written:gsub('table%.header%(', header_form(tbl), 1):gsub('columns: %d+,', widths(tbl), 1)
  local form = '#sheet-table(%d)[\n%s\n]'
  return pandoc.RawBlock('typst', form:format(#tbl.colspecs, written)), false
end

-- Where no first page is marked, the contents stand before the first section.
local function contents_due(header)
  if has_contents or cleaning.has_marker or header.level == 1 then return '' end
  has_contents = true
  return #headings.all > HEADINGS_WORTH_LISTING and '#contents()\n' or ''
end

local function header_written(header)
  local content = writing.typst({ pandoc.Plain(header.content) })
  local form = contents_due(header) .. '#heading(level: %d)[%s] <%s>'
  return pandoc.RawBlock('typst', form:format(header.level, content, header.identifier))
end

function calls(blocks)
  return blocks:walk({
    Str = text_written,
    traverse = 'topdown',
    Table = not is_inside_table and table_written or nil,
    Span = span_written,
    Link = headings.link,
    Math = equation_written,
  })
end

return function(blocks)
  return writing.typst(calls(blocks):walk({ Div = div_written, Header = header_written }))
end
