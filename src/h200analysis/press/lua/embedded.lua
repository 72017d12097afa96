-- HTML inside Markdown: read as a browser would, with all of Markdown that stands between its tags.
--
-- The whole text is written as HTML, its raw tags now among the others, and read again. What HTML
-- cannot carry there and back stands aside meanwhile, held by a span with its number.

local embedded = {}

local READER = 'html+raw_html'

local function holder(kept, make)
  return function(element)
    table.insert(kept, element)
    return make({}, pandoc.Attr('kept-' .. #kept))
  end
end

local function restorer(kept)
  return function(holding)
    local number = tonumber(holding.identifier:match('^kept%-(%d+)$'))
    return number and kept[number] or nil
  end
end

local function has_raw(document)
  local found = false
  local function mark() found = true end
  document:walk({ RawInline = mark, RawBlock = mark })
  return found
end

-- Return a document of Markdown in which no raw HTML is left but what the reader of HTML leaves.
function embedded.read(document)
  if not has_raw(document) then return document end
  local kept = {}
  local inline, block = holder(kept, pandoc.Span), holder(kept, pandoc.Div)
  local held = document
    :walk({
      Note = function(note)
        note.content = embedded.read(pandoc.Pandoc(note.content)).blocks
        return inline(note)
      end,
    })
    :walk({ Math = inline, Code = inline, CodeBlock = block })
  local read = pandoc.read(pandoc.write(held, 'html', { wrap_text = 'none' }), READER)
  local restore = restorer(kept)
  -- Twice, since what is kept in a note has been kept before it.
  for _ = 1, 2 do read = read:walk({ Span = restore, Div = restore }) end
  return read
end

return embedded
