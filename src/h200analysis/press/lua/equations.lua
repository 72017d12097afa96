-- Equations: TeX as notebooks have it, brought to what pandoc reads and this Typst knows.

local writing = require('writing')

local equations = {}

-- Names that pandoc 3.9 writes and Typst has since given up, each with the one that it has now.
local NAMES = {
  { 'sect%.', 'inter.' }, { 'sect', 'inter' },
  { 'times%.circle', 'times.o' }, { 'minus%.circle', 'minus.o' }, { 'dot%.circle', 'dot.o' },
  { 'dash%.circle', 'dash.o' }, { 'plus%.circle', 'plus.o' },
  { 'bracket%.l%.double', 'bracket.l.stroked' }, { 'bracket%.r%.double', 'bracket.r.stroked' },
}

-- TeX that says nothing on its own, or says in an old way what pandoc knows in another.
local TEX = {
  { '\\label%s*%b{}', '' }, { '\\nonumber%f[%A]', '' }, { '\\notag%f[%A]', '' },
  { '\\tag%*?%s*{([^{}]*)}', '\\qquad \\text{(%1)}' },
  { '\\cr%f[%A]', '\\\\' },
  { '{\\rm%s+([^{}]*)}', '\\mathrm{%1}' }, { '{\\bf%s+([^{}]*)}', '\\mathbf{%1}' },
  { '{\\it%s+([^{}]*)}', '\\mathit{%1}' }, { '{\\cal%s+([^{}]*)}', '\\mathcal{%1}' },
  { '\\textcolor%s*%b{}%s*(%b{})', '%1' }, { '\\color%s*%b{}', '' },
  { '\\n?o?limits%f[%A]', '' },
  { '\\S%f[%A]', '\\text{§}' }, { '\\P%f[%A]', '\\text{¶}' }, { '\\copyright%f[%A]', '\\text{©}' },
  { '\\degree%f[%A]', '^{\\circ}' }, { '\\hphantom%f[%A]', '\\phantom' },
  { '\\thickapprox%f[%A]', '\\approx' }, { '\\thicksim%f[%A]', '\\sim' },
  { '\\varlimsup%f[%A]', '\\limsup' }, { '\\varliminf%f[%A]', '\\liminf' },
  { '\\injlim%f[%A]', '\\operatorname{inj\\,lim}' }, { '\\projlim%f[%A]', '\\operatorname{proj\\,lim}' },
  { 'begin{alignat(%*?)}%s*%b{}', 'begin{aligned}' }, { 'end{alignat%*?}', 'end{aligned}' },
  { 'begin{equation%*?}', 'begin{aligned}' }, { 'end{equation%*?}', 'end{aligned}' },
  { 'begin{multline%*?}', 'begin{gathered}' }, { 'end{multline%*?}', 'end{gathered}' },
  { 'begin{eqnarray%*?}', 'begin{aligned}' }, { 'end{eqnarray%*?}', 'end{aligned}' },
  { 'begin{flalign%*?}', 'begin{aligned}' }, { 'end{flalign%*?}', 'end{aligned}' },
}

local function replaced(text, pairs_of)
  for _, pair in ipairs(pairs_of) do text = text:gsub(pair[1], pair[2]) end
  return text
end

local function is_read(math)
  return writing.typst({ pandoc.Plain({ math }) }):sub(1, 1) == '$'
end

-- Return the equation as pandoc can read it; nothing where it cannot.
function equations.readable(math)
  if math.text:find('%S') and not math.text:find('\\label') and is_read(math) then return math end
  local plainer = pandoc.Math(math.mathtype, replaced(math.text, TEX))
  return plainer.text:find('%S') and is_read(plainer) and plainer or nil
end

-- Return an equation as Typst. A determinant has one line at each side, its norm two.
function equations.typst(math)
  local written = writing.typst({ pandoc.Plain({ math }) })
  if math.text:find('[vV]matrix') then
    local bars = {}
    for letter in math.text:gmatch('\\begin{([vV])matrix}') do table.insert(bars, letter) end
    local place = 0
    written = written:gsub('mat%(delim: "||"', function()
      place = place + 1
      return bars[place] == 'V' and 'mat(delim: "‖"' or 'mat(delim: "|"'
    end)
  end
  for _, pair in ipairs(NAMES) do
    written = written:gsub('%f[%w]' .. pair[1] .. (pair[1]:sub(-1) == '.' and '' or '%f[^%w]'), pair[2])
  end
  return written
end

return equations
