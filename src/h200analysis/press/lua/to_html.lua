-- Cleaned blocks as HTML.

local headings = require('headings')
local notes = require('notes')
local writing = require('writing')

local NOTE = '<a class="reference" id="ref-%s-%d" href="#note-%s" role="doc-noteref" '
  .. 'aria-label="Note %s">%s</a>'
local SEPARATOR = '<span class="note-separator">, </span>'
local TABLE = '<div class="table" role="region" tabindex="0" aria-label="%s">\n%s\n</div>'

local function raw(text)
  return pandoc.RawInline('html', text)
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
    return raw(('<img src="%s" alt="%s">'):format(told.address, writing.html_text(told.alt)))
  end
end

local function scoped(rows, scope)
  return (rows:gsub('<th([ >])', ('<th scope="%s"%%1'):format(scope)))
end

local function table_written(tbl)
  local caption = writing.plain(tbl.caption.long)
  local written = writing.html({ tbl })
  local _, head_end = written:find('</thead>', 1, true)
  head_end = head_end or #written
  written = scoped(written:sub(1, head_end), 'col') .. scoped(written:sub(head_end + 1), 'row')
  local label = writing.html_text(caption ~= '' and 'Table: ' .. caption or 'Table')
  return pandoc.RawBlock('html', TABLE:format(label, written))
end

local function div_written(div)
  if div.classes[1] == 'first-page-end' then return {} end
end

return function(blocks)
  blocks = blocks:walk({ Link = headings.link, Span = span_written })
  return writing.html(blocks:walk({ Table = table_written, Div = div_written }))
end
