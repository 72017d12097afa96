-- Cleaned blocks as Typst, in calls that sheet.typ defines.

local cleaning = require('cleaning')
local equations = require('equations')
local figures = require('figures')
local headings = require('headings')
local layout = require('layout')
local notes = require('notes')
local sources = require('sources')
local writing = require('writing')

local FUNCTIONS = { kicker = 'kicker', deck = 'deck', note = 'small-note', sources = 'sources' }
local HEADINGS_WORTH_LISTING = 4

local is_inside_table, has_contents, are_set = false, false, {}
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

local function wrapped(content, form, ...)
  local written = pandoc.Inlines({ pandoc.RawInline('typst', form:format(...) .. '[') })
  written:extend(content)
  written:insert(pandoc.RawInline('typst', '];'))
  return written
end

-- A figure of the first page leads to its row in the table of figures.
local function figure_written(span)
  local id, weight = figures.id(span), is_inside_table and 'regular' or 'semibold'
  if not figures.is_on_first_page(id) then id = '' end
  return wrapped(span.content, '#figure-text("%s", "%s")', weight, id)
end

local function cited_written(span)
  local name = span.attributes.source
  if not (name and sources.has(name)) then return span.content end
  return wrapped(span.content, '#cited("%s")', name)
end

local function source_written(span)
  local name, letters = span.attributes.name, {}
  for place, note in ipairs(sources.notes(span)) do letters[place] = ('"%s", '):format(note.letter) end
  local label = are_set[name] and '' or name
  are_set[name] = true
  return wrapped(span.content, '#source("%s", (%s))', label, table.concat(letters))
end

local function picture_written(span)
  local file, alt = span.attributes.file .. '.json', span.attributes.alt
  local told = writing.typst_string(file) .. ', ' .. writing.typst_string(alt)
  local width = span.attributes.width
  if not width then return call('#picture(%s)', told) end
  return call('#picture(%s, width: %s)', told, width)
end

local function span_written(span)
  if notes.is_reference(span) then return note_written(span) end
  if span.classes:includes('note-separator') then return call('#note-separator') end
  if span.classes:includes('picture') then return picture_written(span) end
  if span.classes:includes('cited') then return cited_written(span) end
  if sources.is_entry(span) then return source_written(span) end
  if span.classes:includes('figure') then return figure_written(span) end
  return span.content
end

local function equation_written(math)
  local is_block = tostring(math.mathtype == 'DisplayMath')
  local alt = writing.typst_string(math.text)
  local written = equations.typst(math)
  return call('#math.equation(block: %s, alt: %s, %s)', is_block, alt, written)
end

-- Typst would set two hyphens as a dash, three dots as one sign, and a hyphen before a digit as a
-- minus. Inside its quotation marks a text stays as it is.
-- So does one that is longer than a line, since the writer takes a time that grows with its square.
local LONG_WORD = 120

local function text_written(str)
  local text = str.text
  if #text > LONG_WORD or text:find('%-[-?%d]') or text:find('%.%.%.') then
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
  local has_links = false
  local head = pandoc.Table(tbl.caption, tbl.colspecs, tbl.head, {}, tbl.foot)
  pandoc.Blocks({ head }):walk({
    Span = function(span)
      has_links = has_links or notes.is_reference(span) or span.classes:includes('figure')
    end,
  })
  return has_links and 'table.header(repeat: false, ' or '%0'
end

local LONGEST_ROW = 800 -- characters of a cell, beyond which a row may need more than a page

local function may_break(tbl)
  for _, body in ipairs(tbl.bodies) do
    for _, row in ipairs(body.body) do
      for _, cell in ipairs(row.cells) do
        if #writing.plain(cell.contents) > LONGEST_ROW then return true end
      end
    end
  end
  return false
end

local FILLS = { ['background-color'] = 'typst:fill', color = 'typst:text:fill' }

-- A colour as Typst has it: by numbers alone, since its names are others.
local function colour(value)
  if value:find('^#') then return ('rgb("%s")'):format(value) end
  local red, green, blue = value:match('^rgba?%(%s*(%d+)%s*,%s*(%d+)%s*,%s*(%d+)')
  return red and ('rgb(%d, %d, %d)'):format(red, green, blue)
end

-- Colours of cells, as pandoc's writer of Typst takes them.
local function fill(cell)
  local style = cell.attributes.style
  if not style then return end
  local told = {}
  for name, value in style:gmatch('([%w-]+): ([^;]+)') do told[FILLS[name]] = colour(value) end
  cell.attr = pandoc.Attr('', {}, told)
end

local function filled(tbl)
  local copy = tbl:clone()
  layout.each_cell(layout.rows_of(copy), fill)
  return copy
end

local function one_written(tbl, how)
  is_inside_table = true
  local written = writing.typst(calls(pandoc.Blocks({ tbl })))
  is_inside_table = false
  written = written:gsub('table%.header%(', header_form(tbl), 1):gsub('columns: %d+,', widths(tbl), 1)
  local form = '#sheet-table(%spt, rows-break: %s)[\n%s\n]'
  return form:format(how.size, may_break(tbl), written)
end

local function table_written(tbl)
  local how = layout.of(tbl)
  tbl = filled(tbl)
  local parts = {}
  for _, group in ipairs(how.groups or {}) do
    table.insert(parts, one_written(layout.part(tbl, group), how))
  end
  local written = how.groups and table.concat(parts, '\n') or one_written(tbl, how)
  if how.is_turned then written = ('#turned[\n%s\n]'):format(written) end
  return pandoc.RawBlock('typst', written), false
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
