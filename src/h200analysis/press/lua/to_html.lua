-- Cleaned blocks as HTML.

local figures = require('figures')
local headings = require('headings')
local notes = require('notes')
local sources = require('sources')
local writing = require('writing')

local NOTE = '<a class="reference" id="ref-%s-%d" href="#note-%s" role="doc-noteref" '
  .. 'aria-label="Note %s">%s</a>'
local SEPARATOR = '<span class="note-separator">, </span>'
local TABLE = '<div class="table%s" role="region" tabindex="0" aria-label="%s">\n%s\n</div>'

local LETTER = '<a href="#note-%s" aria-label="Note %s">%s</a>'
local are_set = {}

local function raw(text)
  return pandoc.RawInline('html', text)
end

local function wrapped(start, content, finish)
  local written = pandoc.Inlines({ raw(start) })
  written:extend(content)
  written:insert(raw(finish))
  return written
end

-- A figure opens its card: a link, so that it stays text that can be copied.
local function figure_written(span)
  local id = figures.id(span)
  if not id then return pandoc.Span(span.content, pandoc.Attr('', { 'figure' })) end
  return wrapped(('<a class="figure" href="#card-%s" aria-haspopup="dialog">'):format(id), span.content, '</a>')
end

local function cited_written(span)
  local name = span.attributes.source
  if not (name and sources.has(name)) then return span.content end
  return wrapped(('<a class="cited" href="#source-%s">'):format(name), span.content, '</a>')
end

-- A source's entry begins with the letters of its notes; a second list of sources has no anchors.
local function source_written(span)
  local name, letters = span.attributes.name, {}
  for place, note in ipairs(sources.notes(span)) do
    letters[place] = LETTER:format(note.letter, note.letter, note.letter)
  end
  local id = are_set[name] and '' or (' id="source-%s"'):format(name)
  are_set[name] = true
  local start = '<span class="letters">%s</span> <span class="source"%s>'
  return wrapped(start:format(table.concat(letters, ', '), id), span.content, '</span>')
end

local function note_link(span)
  local note = notes.of(span)
  note.uses = note.uses + 1
  local name = note.letter
  return raw(NOTE:format(name, note.uses, name, name, name))
end

local function span_written(span)
  if notes.is_reference(span) then return note_link(span) end
  if span.classes:includes('note-separator') then return raw(SEPARATOR) end
  if span.classes:includes('picture') then
    local told = span.attributes
    local form = told.width and '<img src="%s" alt="%s" style="width: %s">' or '<img src="%s" alt="%s">'
    local width = told.width and (told.width:find('%%') and told.width or told.width .. 'px')
    return raw(form:format(told.address, writing.html_text(told.alt), width))
  end
  if span.classes:includes('cited') then return cited_written(span) end
  if sources.is_entry(span) then return source_written(span) end
  if span.classes:includes('figure') then return figure_written(span) end
end

local function scoped(rows, scope)
  return (rows:gsub('<th([ >])', ('<th scope="%s"%%1'):format(scope)))
end

local STACKING = 3 -- columns, from which on a phone sets each row as a block

-- On a phone a cell stands alone: it brings the head of its column along.
local function label_cells(tbl)
  local heads = tbl.head.rows[#tbl.head.rows]
  for _, body in ipairs(tbl.bodies) do
    for _, row in ipairs(body.body) do
      for column, cell in ipairs(row.cells) do
        local head = heads and heads.cells[column]
        local label = head and writing.plain(head.contents) or ''
        if column > 1 and label ~= '' then
          cell.attributes['data-label'] = label
        end
      end
    end
  end
end

local function table_written(tbl)
  local stacks = #tbl.colspecs >= STACKING
  if stacks then label_cells(tbl) end
  local caption = writing.plain(tbl.caption.long)
  local written = writing.html({ tbl })
  local _, head_end = written:find('</thead>', 1, true)
  head_end = head_end or #written
  written = scoped(written:sub(1, head_end), 'col') .. scoped(written:sub(head_end + 1), 'row')
  local label = writing.html_text(caption ~= '' and 'Table: ' .. caption or 'Table')
  return pandoc.RawBlock('html', TABLE:format(stacks and ' stacks' or '', label, written))
end

-- A section has a link to itself, for those who want to send it to somebody.
local ANCHOR = '<a class="anchor" href="#%s" aria-label="Link to this section">#</a>'

local function header_written(header)
  if header.level == 1 or header.identifier == '' then return nil end
  header.content:insert(raw(ANCHOR:format(header.identifier)))
  return header
end

-- A list of sources is long: it stands folded until a link leads into it, or paper wants it.
local FOLDED = '<details class="folded"><summary>Show the %d sources</summary>'

local function folded(div)
  local count = 0
  div:walk({ BulletList = function(list) count = count + #list.content end })
  local blocks = pandoc.Blocks({ pandoc.RawBlock('html', FOLDED:format(count)), div })
  blocks:insert(pandoc.RawBlock('html', '</details>'))
  return blocks
end

local function div_written(div)
  if div.classes[1] == 'first-page-end' then return {} end
  if div.classes[1] == 'sources' then return folded(div) end
end

return function(blocks)
  blocks = blocks:walk({ Link = headings.link, Span = span_written })
  blocks = blocks:walk({ Table = table_written, Div = div_written, Header = header_written })
  return writing.html(blocks)
end
