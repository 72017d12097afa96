-- Tables: plain, with a header, figures to the right.

local faults = require('faults')
local writing = require('writing')

local tables = {}

local function is_figure(text)
  return text:find('%d') and not text:gsub('%s?%a+[%%†‡*]*$', ''):find('%a') and #text < 24
end

local function column_align(tbl, column)
  local counted = 0
  for _, body in ipairs(tbl.bodies) do
    for _, row in ipairs(body.body) do
      local cell = row.cells[column]
      local text = cell and writing.plain(cell.contents) or ''
      if is_figure(text) then
        counted = counted + 1
      elseif #text > 3 then
        return 'AlignLeft'
      end
    end
  end
  return counted > 0 and 'AlignRight' or 'AlignLeft'
end

-- Pandoc gives every column of a long pipe table a width. Unequal ones were meant by its author;
-- equal ones were not, and both targets then fit columns to their content.
local function are_meant(colspecs)
  local first = colspecs[1] and colspecs[1][2] or 0
  for _, spec in ipairs(colspecs) do
    if math.abs((spec[2] or 0) - first) > 0.001 then return true end
  end
  return false
end

local function align_columns(tbl)
  local keeps_widths = are_meant(tbl.colspecs)
  for column, spec in ipairs(tbl.colspecs) do
    local align = spec[1]
    if align == 'AlignDefault' then align = column_align(tbl, column) end
    tbl.colspecs[column] = { align, keeps_widths and spec[2] or nil }
  end
end

local COLOURS = { ['background-color'] = true, color = true }

-- Of a cell's style its colours stay, written as numbers or words and nothing else.
local function colours(attr)
  local kept = {}
  for name, value in (attr.attributes.style or ''):gmatch('([%w-]+)%s*:%s*([^;]+)') do
    value = value:gsub('%s+$', '')
    local is_plain = value:find('^#%x+$') or value:find('^%a+$') or value:find('^rgba?%([%d%s.,%%]+%)$')
    if COLOURS[name] and is_plain and value ~= 'transparent' then
      table.insert(kept, name .. ': ' .. value)
    end
  end
  if #kept == 0 then return pandoc.Attr() end
  return pandoc.Attr('', {}, { style = table.concat(kept, '; ') })
end

local function strip_rows(rows)
  for _, row in ipairs(rows) do
    row.attr = pandoc.Attr()
    for _, cell in ipairs(row.cells) do cell.attr = colours(cell.attr) end
  end
end

local function strip_table(tbl)
  tbl.attr = pandoc.Attr()
  tbl.head.attr, tbl.foot.attr = pandoc.Attr(), pandoc.Attr()
  strip_rows(tbl.head.rows)
  strip_rows(tbl.foot.rows)
  for _, body in ipairs(tbl.bodies) do
    body.attr = pandoc.Attr()
    strip_rows(body.head)
    strip_rows(body.body)
  end
end

local function require_header(cell, tbl)
  local first = tbl.bodies[1]
  if #tbl.head.rows > 0 or not first or #first.body == 0 then return end
  faults.add(cell, 'a table has no header row, its first row is taken for one')
  tbl.head.rows = { first.body[1] }
  first.body:remove(1)
  tbl.bodies[1] = first
end

local MOST_CELLS = 5000 -- of a table

-- Cut the rows that are too many, and return the line that says so.
local function bound(cell, tbl)
  local most = math.max(MOST_CELLS // math.max(#tbl.colspecs, 1), 10)
  for _, body in ipairs(tbl.bodies) do
    local count = #body.body
    if count > most then
      body.body = pandoc.List({ table.unpack(body.body, 1, most) })
      local told = ('%d of %d rows of a table'):format(count - most, count)
      faults.add(cell, told .. ' left out')
      return pandoc.Para({ pandoc.Emph({ pandoc.Str(('[Left out here: %s]'):format(told)) }) })
    end
  end
end

-- The first cell of a row names it, as whoever hears a cell alone wants to know.
local function head_rows(tbl)
  if #tbl.colspecs < 2 then return end
  for _, body in ipairs(tbl.bodies) do
    body.row_head_columns = math.max(body.row_head_columns, 1)
  end
end

function tables.cleaner(cell)
  return function(tbl)
    local left_out = bound(cell, tbl)
    strip_table(tbl)
    require_header(cell, tbl)
    align_columns(tbl)
    head_rows(tbl)
    return left_out and { tbl, left_out } or tbl
  end
end

return tables
