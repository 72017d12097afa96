-- Headings: levelled, named for links, and listed for the contents.

local writing = require('writing')

local headings = { all = {}, title = nil }
local slugs = {}
local LONGEST = 38 -- characters of a slug, so that a link to it can be read

local function slug(text)
  local words = text:lower():gsub('[^%w]+', '-'):gsub('^%-+', ''):gsub('%-+$', '')
  if #words > LONGEST then
    local whole = words:sub(1, LONGEST + 1):match('^(.+)%-')
    words = whole or words:sub(1, LONGEST)
  end
  return 's-' .. (words == '' and 'part' or words)
end

local function unique(id)
  slugs[id] = (slugs[id] or 0) + 1
  return slugs[id] == 1 and id or ('%s-%d'):format(id, slugs[id])
end

-- A document has one heading of the first level. Where a notebook has several, all but the
-- first step down, and take what stands below them along. Where it has none, the press puts one
-- above the text.
function headings.leveller(tops)
  local shift = tops > 1 and 1 or 0
  local previous = tops == 0 and 1 or 0
  return function(header)
    local text = writing.plain(header.content)
    if not text:find('%S') then return {} end
    local is_title = header.level == 1 and not headings.title
    if is_title then headings.title = text end
    if previous == 0 and not is_title then return pandoc.Para({ pandoc.Strong(header.content) }) end
    local wanted = math.max(header.level + shift, 2)
    header.level = is_title and 1 or math.min(wanted, previous + 1, 6)
    previous = header.level
    header.attr = pandoc.Attr(unique(slug(text)))
    table.insert(headings.all, { level = header.level, id = header.identifier, text = text })
    return header
  end
end

function headings.count_tops(documents)
  local tops = 0
  for _, document in ipairs(documents) do
    document:walk({ Header = function(header) tops = tops + (header.level == 1 and 1 or 0) end })
  end
  return tops
end

-- Links inside the document are written as notebooks write them, #Any-Heading.
function headings.link(link)
  if link.target:sub(1, 1) ~= '#' then return nil end
  local id = slug(link.target:sub(2))
  if not slugs[id] then return link.content end
  return pandoc.Link(link.content, '#' .. id)
end

local is_among_sliders = false

-- On paper nobody moves sliders: what stands between the last heading before them and the next one
-- is left out, and that heading with it unless it is the title.
function headings.without_sliders(blocks, sliders_follow)
  local kept = pandoc.Blocks({})
  for _, block in ipairs(blocks) do
    if block.t == 'Header' then is_among_sliders = false end
    if not is_among_sliders then kept:insert(block) end
  end
  if not sliders_follow then return kept end
  for place = #kept, 1, -1 do
    if kept[place].t == 'Header' then
      if kept[place].level == 1 then return kept end
      is_among_sliders = true
      return pandoc.Blocks({ table.unpack(kept, 1, place - 1) })
    end
  end
  return kept
end

return headings
