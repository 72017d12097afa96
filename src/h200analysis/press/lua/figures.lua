-- Printed figures: which of them the notebook hands over, and which stand on the first page.

local figures = { known = {}, on_first_page = {} }
local seen = {}

-- Take what stands before the mark of the first page's end; where there is none, nothing is taken.
function figures.gather(documents)
  local found, is_ended = {}, false
  for _, document in ipairs(documents) do
    document:walk({
      traverse = 'topdown',
      Div = function(div)
        is_ended = is_ended or div.classes:includes('first-page-end')
      end,
      Span = function(span)
        local id = figures.id(span)
        if id and not is_ended and not seen[id] then
          seen[id] = true
          table.insert(found, id)
        end
      end,
    })
  end
  if is_ended then figures.on_first_page = found end
end

-- Return the id of a figure, if the span is one that the notebook hands over.
function figures.id(span)
  local id = span.classes:includes('figure') and span.attributes.of
  return figures.known[id] and id or nil
end

function figures.is_on_first_page(id)
  return #figures.on_first_page > 0 and seen[id]
end

return figures
