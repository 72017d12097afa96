-- What is wrong in the texts, one sentence each, with the cell it stands in.

local faults = { all = {} }

function faults.add(cell, sentence)
  table.insert(faults.all, ('cell %d: %s'):format(cell, sentence))
end

return faults
