-- Cleaning: what a cell may say at all, whatever the target. Attributes, raw parts and foreign
-- addresses go; what stays are the few classes and links that a briefing knows.

local equations = require('equations')
local faults = require('faults')
local notes = require('notes')
local tables = require('tables')
local writing = require('writing')

local DIVS =
  { kicker = true, deck = true, note = true, sources = true, ['first-page-end'] = true }
-- The spans that a briefing knows, and what each may say of itself.
local SPANS = { figure = { 'of' }, cited = { 'claim', 'source' }, source = { 'name', 'claims' } }
local SCHEMES = { http = true, https = true, mailto = true }

local cleaning = { substitutes = {}, has_marker = false, has_kicker = false }

local function named_text(text)
  return (text:gsub(utf8.charpattern, cleaning.substitutes))
end

local function named(element)
  element.text = named_text(element.text)
  if element.attr then element.attr = pandoc.Attr() end
  return element
end

-- What a tag shows that neither page nor paper can; any other tag that is left says nothing.
local SHOWING = {
  script = 'a script', iframe = 'a frame', frame = 'a frame', object = 'an embedded object',
  embed = 'an embedded object', canvas = 'a drawing by script', video = 'a video', svg = 'a drawing',
  audio = 'a sound', input = 'a form', select = 'a form', textarea = 'a form', button = 'a form',
}

local function lost(cell, raw)
  if raw.format:sub(1, 4) ~= 'html' then return nil end
  local what = SHOWING[(raw.text:match('^%s*<(%a+)') or ''):lower()]
  if not what then return nil end
  faults.add(cell, what .. ' cannot be shown')
  return pandoc.Emph({ pandoc.Str(('[Not shown here: %s]'):format(what)) })
end

local function raw_inline(cell)
  return function(raw) return lost(cell, raw) or {} end
end

local function raw_block(cell)
  return function(raw)
    local told = lost(cell, raw)
    return told and pandoc.Para({ told }) or {}
  end
end

-- What pandoc cannot read as TeX is shown as it was written.
local function equation_cleaner(cell)
  return function(math)
    math = named(math)
    local readable = equations.readable(math)
    if readable then return readable end
    faults.add(cell, ('the equation %s cannot be read'):format(math.text))
    return pandoc.Code(math.text)
  end
end

local function link_cleaner(link)
  local scheme = link.target:match('^(%a[%w+.-]*):')
  local is_kept = scheme and SCHEMES[scheme:lower()] or link.target:sub(1, 1) == '#'
  return is_kept and pandoc.Link(link.content, link.target) or link.content
end

local function div_cleaner(div)
  for _, class in ipairs(div.classes) do
    if DIVS[class] then
      cleaning.has_marker = cleaning.has_marker or class == 'first-page-end'
      cleaning.has_kicker = cleaning.has_kicker or class == 'kicker'
      local kept = div.classes:includes('cited') and { class, 'cited' } or { class }
      return pandoc.Div(div.content, pandoc.Attr('', kept))
    end
  end
  return div.content
end

local function told_by(span, names)
  local told = {}
  for _, name in ipairs(names) do
    local value = span.attributes[name]
    if value and value:find('^[%w_.%- ]+$') then told[name] = value end
  end
  return told
end

local function span_cleaner(span)
  for _, class in ipairs(span.classes) do
    local names = SPANS[class]
    if names then
      return pandoc.Span(span.content, pandoc.Attr('', { class }, told_by(span, names)))
    end
  end
  return span.content
end

-- A width in pixels, or as a share of the column.
local function width(image)
  local number, unit = (image.attributes.width or ''):match('^%s*(%d+)%.?%d*%s*(%a*%%?)%s*$')
  if not number or #number > 4 or number == '0' then return nil end
  if unit == '%' then return tonumber(number) <= 100 and number .. '%' or nil end
  return (unit == '' or unit == 'px') and number or nil
end

local function image_cleaner(cell, pictures)
  return function(image)
    local picture = pictures[image.src]
    local source, alt = named_text(image.src), named_text(writing.plain(image.caption))
    if not picture then
      faults.add(cell, ('the picture %s is not inside the notebook'):format(source))
      return pandoc.Emph({ pandoc.Str(alt ~= '' and alt or source) })
    end
    if alt == '' then
      faults.add(cell, ('the picture %s has no alternative text'):format(source))
      alt = picture.alt ~= '' and picture.alt or 'A picture without description'
    end
    local told = { file = picture.file, address = picture.address, alt = alt }
    told.width = width(image) or picture.width
    return pandoc.Span({}, pandoc.Attr('', { 'picture' }, told))
  end
end

-- Without a sign to name, the walk need not stop at every word.
local function word_cleaner()
  return next(cleaning.substitutes) and named or nil
end

-- The first walk leaves no class but those above: the spans that later walks put in for pictures
-- and notes cannot be forged by a cell.
function cleaning.clean(document, text, level)
  return document
    :walk({
      Str = word_cleaner(), Code = named, CodeBlock = named, Math = equation_cleaner(text.cell),
      RawInline = raw_inline(text.cell), RawBlock = raw_block(text.cell),
      Link = link_cleaner, Span = span_cleaner, Div = div_cleaner,
      Figure = function(figure) return figure.content end,
    })
    :walk({ Image = image_cleaner(text.cell, text.pictures) })
    :walk({ traverse = 'topdown', Note = notes.reference })
    :walk({ traverse = 'topdown', Inlines = notes.order, Header = level })
    :walk({ Table = tables.cleaner(text.cell) })
end

return cleaning
