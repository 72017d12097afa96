-- The list of sources: which it holds, and its order: as the letters of their notes.

local notes = require('notes')

local sources = { all = {} }
local by_name = {}

local function claims_of(span)
  local claims = {}
  for claim in span.attributes.claims:gmatch('%S+') do table.insert(claims, claim) end
  return claims
end

function sources.is_entry(span)
  return span.classes:includes('source') and span.attributes.name ~= nil
end

local function remember(span)
  if not sources.is_entry(span) or by_name[span.attributes.name] then return end
  local name, claims = span.attributes.name, claims_of(span)
  by_name[name] = { name = name, label = pandoc.utils.stringify(span.content), claims = claims }
  table.insert(sources.all, by_name[name])
end

function sources.gather(documents)
  for _, document in ipairs(documents) do document:walk({ Span = remember }) end
end

function sources.has(name)
  return by_name[name] ~= nil
end

function sources.notes(span)
  return notes.of_claims(claims_of(span))
end

local function first_note(item)
  local first = math.huge
  pandoc.Blocks(item):walk({
    Span = function(span)
      if sources.is_entry(span) then
        local cited = sources.notes(span)[1]
        first = math.min(first, cited and cited.number or math.huge)
      end
    end,
  })
  return first
end

-- Put the entries in the order of their first letters; those without a note follow as they stood,
-- or are left out of a list that holds only what is cited.
function sources.order(div)
  if not div.classes:includes('sources') then return nil end
  local only_cited = div.classes:includes('cited')
  return div:walk({
    BulletList = function(list)
      local places = {}
      for place, item in ipairs(list.content) do
        local note = first_note(item)
        if note < math.huge or not only_cited then
          table.insert(places, { item = item, note = note, place = place })
        end
      end
      table.sort(places, function(one, other)
        if one.note ~= other.note then return one.note < other.note end
        return one.place < other.place
      end)
      local items = {}
      for place, each in ipairs(places) do items[place] = each.item end
      list.content = items
      return list
    end,
  })
end

return sources
