-- Cleaned blocks as pandoc's own tree in JSON, from which pandoc writes any other format.

local headings = require('headings')
local notes = require('notes')

local function bare(span)
  return span.content
end

-- What the other two write by hand becomes again what every writer of pandoc knows.
local function span_restored(span)
  if notes.is_reference(span) then
    return pandoc.Note(notes.of(span).content:walk({ Link = headings.link, Span = bare }))
  end
  if span.classes:includes('note-separator') then return pandoc.Superscript(',') end
  if span.classes:includes('picture') then
    return pandoc.Image(span.attributes.alt, span.attributes.address)
  end
  if span.classes:includes('figure') then
    return pandoc.Span(span.content, pandoc.Attr('', { 'figure' }))
  end
  return span.content
end

local function div_restored(div)
  if div.classes[1] == 'first-page-end' then return {} end
end

return function(blocks)
  local whole = blocks:walk({ Link = headings.link, Span = span_restored, Div = div_restored })
  return pandoc.write(pandoc.Pandoc(whole), 'json')
end
