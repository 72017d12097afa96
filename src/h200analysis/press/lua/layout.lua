-- The layout of tables on paper: how wide a table must be, and where one that is too wide comes
-- apart. Widths are estimates by the longest word of each column, in points.

local writing = require('writing')

local layout = {}

local PORTRAIT, LANDSCAPE = 450, 696 -- points between the margins of A4
local SIZES = { 8.5, 7, 6 }
local WORD = 24 -- characters, beyond which a word breaks
local LETTER, GAP = 0.56, 9.2 -- of the type size; points between columns

local function longest_word(cell)
  local longest = 0
  for word in writing.plain(cell.contents):gmatch('%S+') do
    longest = math.max(longest, utf8.len(word) or #word)
  end
  return math.min(longest, WORD)
end

function layout.rows_of(tbl)
  local rows = pandoc.List({})
  rows:extend(tbl.head.rows)
  for _, body in ipairs(tbl.bodies) do
    rows:extend(body.head)
    rows:extend(body.body)
  end
  rows:extend(tbl.foot.rows)
  return rows
end

-- Call with each cell of the rows, its first column and the row's place, whatever spans from above.
function layout.each_cell(rows, visit)
  local below = {}
  for place, row in ipairs(rows) do
    local column, left = 1, {}
    local function skip()
      while (below[column] or 0) > 0 do
        left[column] = below[column] - 1
        column = column + 1
      end
    end
    for _, cell in ipairs(row.cells) do
      skip()
      visit(cell, column, place)
      for _ = 1, cell.col_span do
        left[column] = cell.row_span - 1
        column = column + 1
      end
    end
    skip()
    below = left
  end
end

-- Return the longest word of each column; a cell over several columns shares its own among them.
local function words(tbl)
  local longest = {}
  for column = 1, #tbl.colspecs do longest[column] = 1 end
  layout.each_cell(layout.rows_of(tbl), function(cell, column)
    local share = longest_word(cell) / cell.col_span
    for place = column, math.min(column + cell.col_span - 1, #longest) do
      longest[place] = math.max(longest[place], share)
    end
  end)
  return longest
end

local function width(longest, from, to, size)
  local total = 0
  for column = from, to do total = total + longest[column] * LETTER * size + GAP end
  return total
end

-- Return the groups of columns that fit side by side, the first column standing in each.
local function groups(longest, size)
  local found, from, first = {}, 2, width(longest, 1, 1, size)
  while from <= #longest do
    local to = from
    while to < #longest and first + width(longest, from, to + 1, size) <= LANDSCAPE do to = to + 1 end
    table.insert(found, { from = from, to = to })
    from = to + 1
  end
  return found
end

-- Return how to print a table: with which type size, on which page, in which groups of columns.
function layout.of(tbl)
  local count = #tbl.colspecs
  local usual = count > 11 and 3 or count > 7 and 2 or 1
  if count < 6 then return { size = SIZES[usual] } end
  local longest = words(tbl)
  for step = usual, #SIZES do
    if width(longest, 1, count, SIZES[step]) <= PORTRAIT then return { size = SIZES[step] } end
  end
  for step = 2, #SIZES do
    if width(longest, 1, count, SIZES[step]) <= LANDSCAPE then
      return { size = SIZES[step], is_turned = true }
    end
  end
  return { size = SIZES[2], is_turned = true, groups = groups(longest, SIZES[2]) }
end

local function is_in(column, group)
  return column == 1 or (column >= group.from and column <= group.to)
end

local function cut_rows(rows, group)
  local cut = pandoc.List({})
  for place, row in ipairs(rows) do cut[place] = pandoc.Row({}, row.attr) end
  layout.each_cell(rows, function(cell, column, place)
    local kept = 0
    for each = column, column + cell.col_span - 1 do kept = kept + (is_in(each, group) and 1 or 0) end
    if kept > 0 then
      local copy = pandoc.Cell(cell.contents, cell.alignment, cell.row_span, kept, cell.attr)
      cut[place].cells:insert(copy)
    end
  end)
  return cut
end

-- Return a table of the first column and of one group.
function layout.part(tbl, group)
  local part = tbl:clone()
  local colspecs = pandoc.List({})
  for column, spec in ipairs(tbl.colspecs) do
    if is_in(column, group) then colspecs:insert({ spec[1], nil }) end
  end
  part.colspecs = colspecs
  part.head.rows = cut_rows(tbl.head.rows, group)
  part.foot.rows = cut_rows(tbl.foot.rows, group)
  part.bodies = tbl.bodies:map(function(body)
    return {
      attr = body.attr,
      row_head_columns = body.row_head_columns,
      head = cut_rows(body.head, group),
      body = cut_rows(body.body, group),
    }
  end)
  return part
end

return layout
