-- Sets the texts of one notebook, all in one pandoc call, as Typst and as HTML.
--
-- In: a document of one code block, the JSON of {texts: [{cell, format, source, pictures}],
-- substitutes: {character: name}}. Each text is read alone, so that an open fence or a footnote
-- label in one cell cannot reach into the next. Out: the JSON of {texts: [{typst, html}], notes,
-- headings, title, faults}. Nothing that a cell says is passed on as raw Typst, HTML or TeX.

local READERS = {
  markdown = 'markdown-citations-raw_attribute-raw_tex-raw_html'
    .. '-yaml_metadata_block-pandoc_title_block-example_lists-latex_macros',
  html = 'html',
}
local DIVS = { kicker = true, deck = true, note = true, ['first-page-end'] = true }
local SCHEMES = { http = true, https = true, mailto = true }
local HTML_OPTIONS = pandoc.WriterOptions({ html_math_method = 'mathml', wrap_text = 'none' })
local TYPST_OPTIONS = pandoc.WriterOptions({ wrap_text = 'none' })

local faults, notes, headings, substitutes = {}, {}, {}, {}
local title, has_marker, has_kicker = nil, false, false

local function fault(cell, sentence)
  table.insert(faults, ('cell %d: %s'):format(cell, sentence))
end

local function html(blocks)
  return pandoc.write(pandoc.Pandoc(blocks), 'html5', HTML_OPTIONS)
end

local function typst(blocks)
  return pandoc.write(pandoc.Pandoc(blocks), 'typst-smart', TYPST_OPTIONS)
end

local function html_text(text)
  return (text:gsub('[&<>"]', { ['&'] = '&amp;', ['<'] = '&lt;', ['>'] = '&gt;', ['"'] = '&quot;' }))
end

local function typst_string(text)
  return '"' .. text:gsub('[\\"\n]', { ['\\'] = '\\\\', ['"'] = '\\"', ['\n'] = '\\n' }) .. '"'
end

local function plain(content)
  return (pandoc.utils.stringify(content):gsub('%s+', ' '))
end

-- Text ---------------------------------------------------------------------------------------

local function named(element)
  element.text = element.text:gsub(utf8.charpattern, substitutes)
  if element.attr then element.attr = pandoc.Attr() end
  return element
end

-- Markdown is read without raw parts; from HTML they are scripts, styles and comments.
local function dropped()
  return {}
end

-- What pandoc cannot read as TeX is shown as it was written.
local function equation_cleaner(cell)
  return function(math)
    math = named(math)
    if typst({ pandoc.Plain({ math }) }):sub(1, 1) == '$' then return math end
    fault(cell, ('the equation %s cannot be read'):format(math.text))
    return pandoc.Code(math.text)
  end
end

-- Footnotes ----------------------------------------------------------------------------------

-- a, b … z, aa, ab …: what both Typst and CSS count as well
local function letter(number)
  local name = ''
  while number > 0 do
    name = string.char(97 + (number - 1) % 26) .. name
    number = (number - 1) // 26
  end
  return name
end

local function note_reference(note)
  local key = html(note.content)
  if not notes[key] then
    table.insert(notes, { content = note.content, uses = 0, letter = letter(#notes + 1) })
    notes[key] = notes[#notes]
  end
  return pandoc.Span({}, pandoc.Attr('', { 'note-reference' }, { letter = notes[key].letter, key = key }))
end

local function is_reference(inline)
  return inline and inline.t == 'Span' and inline.classes:includes('note-reference')
end

local function separate_references(inlines)
  local spaced = pandoc.Inlines({})
  for index, inline in ipairs(inlines) do
    if is_reference(inline) and is_reference(inlines[index - 1]) then
      spaced:insert(pandoc.Span({}, pandoc.Attr('', { 'note-separator' })))
    end
    spaced:insert(inline)
  end
  return spaced
end

-- Headings -----------------------------------------------------------------------------------

local slugs = {}

local function slug(text)
  local words = text:lower():gsub('[^%w]+', '-'):gsub('^%-+', ''):gsub('%-+$', '')
  return 's-' .. (words == '' and 'part' or words)
end

local function unique(id)
  slugs[id] = (slugs[id] or 0) + 1
  return slugs[id] == 1 and id or ('%s-%d'):format(id, slugs[id])
end

-- A document has one heading of the first level. Where a notebook has several, all but the
-- first step down, and take what stands below them along. Where it has none, the press puts one
-- above the text.
local function heading_leveller(tops)
  local shift = tops > 1 and 1 or 0
  local previous = tops == 0 and 1 or 0
  return function(header)
    local text = plain(header.content)
    local is_title = header.level == 1 and not title
    if is_title then title = text end
    if previous == 0 and not is_title then return pandoc.Para({ pandoc.Strong(header.content) }) end
    local wanted = math.max(header.level + shift, 2)
    header.level = is_title and 1 or math.min(wanted, previous + 1, 6)
    previous = header.level
    header.attr = pandoc.Attr(unique(slug(text)))
    table.insert(headings, { level = header.level, id = header.identifier, text = text })
    return header
  end
end

local function count_tops(documents)
  local tops = 0
  for _, document in ipairs(documents) do
    document:walk({ Header = function(header) tops = tops + (header.level == 1 and 1 or 0) end })
  end
  return tops
end

-- Tables -------------------------------------------------------------------------------------

local function is_figure(text)
  return text:find('%d') and not text:gsub('%s?%a+[%%†‡*]*$', ''):find('%a') and #text < 24
end

local function column_align(tbl, column)
  local counted = 0
  for _, body in ipairs(tbl.bodies) do
    for _, row in ipairs(body.body) do
      local cell = row.cells[column]
      local text = cell and plain(cell.contents) or ''
      if is_figure(text) then
        counted = counted + 1
      elseif #text > 3 then
        return 'AlignLeft'
      end
    end
  end
  return counted > 0 and 'AlignRight' or 'AlignLeft'
end

local function align_columns(tbl)
  for column, spec in ipairs(tbl.colspecs) do
    local align = spec[1]
    if align == 'AlignDefault' then align = column_align(tbl, column) end
    tbl.colspecs[column] = { align } -- no width: both targets fit columns to their content
  end
end

local function strip_rows(rows)
  for _, row in ipairs(rows) do
    row.attr = pandoc.Attr()
    for _, cell in ipairs(row.cells) do cell.attr = pandoc.Attr() end
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
  fault(cell, 'a table has no header row, its first row is taken for one')
  tbl.head.rows = { first.body[1] }
  first.body:remove(1)
  tbl.bodies[1] = first
end

-- Cleaning: what holds for both targets ------------------------------------------------------

local function link_cleaner(link)
  local scheme = link.target:match('^(%a[%w+.-]*):')
  local is_kept = scheme and SCHEMES[scheme:lower()] or link.target:sub(1, 1) == '#'
  if not is_kept then return link.content end
  return pandoc.Link(link.content, link.target)
end

local function image_cleaner(cell, pictures)
  return function(image)
    local picture = pictures[image.src]
    local alt = plain(image.caption):gsub(utf8.charpattern, substitutes)
    if not picture then
      fault(cell, ('the picture %s is not inside the notebook, only its text is printed'):format(image.src))
      return pandoc.Emph({ pandoc.Str(alt ~= '' and alt or image.src) })
    end
    if alt == '' then
      fault(cell, ('the picture %s has no alternative text'):format(image.src))
      alt = picture.alt
    end
    return pandoc.Span({}, pandoc.Attr('', { 'picture' }, { file = picture.file, address = picture.address, alt = alt }))
  end
end

local function div_cleaner(div)
  for _, class in ipairs(div.classes) do
    if DIVS[class] then
      has_marker = has_marker or class == 'first-page-end'
      has_kicker = has_kicker or class == 'kicker'
      return pandoc.Div(div.content, pandoc.Attr('', { class }))
    end
  end
  return div.content
end

local function span_cleaner(span)
  if is_reference(span) or span.classes:includes('picture') then return nil end
  if span.classes:includes('figure') then
    return pandoc.Span(span.content, pandoc.Attr('', { 'figure' }))
  end
  return span.content
end

local function clean(document, text, level)
  local cell = text.cell
  document = document:walk({
    Str = named, Code = named, CodeBlock = named, Math = equation_cleaner(cell),
    RawInline = dropped, RawBlock = dropped,
    Link = link_cleaner, Span = span_cleaner, Div = div_cleaner,
    Figure = function(figure) return figure.content end,
  })
  document = document:walk({ Image = image_cleaner(cell, text.pictures) })
  document = document:walk({ traverse = 'topdown', Note = note_reference })
  document = document:walk({ traverse = 'topdown', Inlines = separate_references, Header = level })
  return document:walk({
    Table = function(tbl)
      strip_table(tbl)
      require_header(cell, tbl)
      align_columns(tbl)
      return tbl
    end,
  })
end

-- Links inside the document are written as notebooks write them, #Any-Heading.
local function inner_link(link)
  if link.target:sub(1, 1) ~= '#' then return nil end
  local id = slug(link.target:sub(2))
  if not slugs[id] then return link.content end
  return pandoc.Link(link.content, '#' .. id)
end

-- HTML ---------------------------------------------------------------------------------------

local function html_note(span)
  local note = notes[span.attributes.key]
  note.uses = note.uses + 1
  local name = note.letter
  return pandoc.RawInline('html', ('<a class="reference" id="ref-%s-%d" href="#note-%s" role="doc-noteref" aria-label="Note %s">%s</a>')
    :format(name, note.uses, name, name, name))
end

local function html_span(span)
  if is_reference(span) then return html_note(span) end
  if span.classes:includes('note-separator') then return pandoc.RawInline('html', '<span class="note-separator">, </span>') end
  if span.classes:includes('picture') then
    local attributes = span.attributes
    return pandoc.RawInline('html', ('<img src="%s" alt="%s">'):format(attributes.address, html_text(attributes.alt)))
  end
end

local function html_table(tbl)
  local caption = plain(tbl.caption.long)
  local written = html({ tbl })
  local head, body = written:match('^(.-</thead>)(.*)$')
  if not head then head, body = written, '' end
  written = head:gsub('<th([ >])', '<th scope="col"%1') .. body:gsub('<th([ >])', '<th scope="row"%1')
  return pandoc.RawBlock('html', ('<div class="table" role="region" tabindex="0" aria-label="%s">\n%s\n</div>')
    :format(html_text(caption ~= '' and 'Table: ' .. caption or 'Table'), written))
end

local HTML = {
  { Link = inner_link, Span = html_span },
  {
    Table = html_table,
    Div = function(div) if div.classes[1] == 'first-page-end' then return {} end end,
  },
}

-- Typst --------------------------------------------------------------------------------------

-- A raw call ends in a semicolon: what follows can then never be read as its argument.
local function call(text)
  return pandoc.RawInline('typst', text .. ';')
end

local walk_typst

local function typst_note(span)
  local note = notes[span.attributes.key]
  if note.is_set then return call(('#again("%s")'):format(note.letter)) end
  note.is_set = true
  local content = typst(walk_typst(pandoc.Blocks(note.content)))
  return call(('#note("%s", [%s])'):format(note.letter, content:gsub('%s+$', '')))
end

local is_inside_table = false

local function typst_span(span)
  if is_reference(span) then return typst_note(span) end
  if span.classes:includes('note-separator') then return call('#note-separator') end
  if span.classes:includes('picture') then
    local attributes = span.attributes
    return call(('#picture(%s, %s)'):format(typst_string(attributes.file .. '.json'), typst_string(attributes.alt)))
  end
  local form = is_inside_table and '#box[' or '#figure-text['
  local content = pandoc.Inlines({ pandoc.RawInline('typst', form) })
  content:extend(span.content)
  content:insert(pandoc.RawInline('typst', '];'))
  return content
end

local function typst_math(math)
  local written = typst({ pandoc.Plain({ math }) }):gsub('%s+$', '')
  return call(('#math.equation(block: %s, alt: %s, %s)'):format(
    tostring(math.mathtype == 'DisplayMath'), typst_string(math.text), written))
end

local function typst_div(div)
  local class = div.classes[1]
  if class == 'first-page-end' then return pandoc.RawBlock('typst', '#first-page-end()') end
  local content = pandoc.Blocks({ pandoc.RawBlock('typst', ('#%s['):format(class == 'note' and 'small-note' or class)) })
  content:extend(div.content)
  content:insert(pandoc.RawBlock('typst', ']'))
  return content
end

-- Columns of figures take what they need, a first column of words the rest of the line.
local function typst_columns(tbl)
  for column = 2, #tbl.colspecs do
    if tbl.colspecs[column][1] ~= 'AlignRight' then return nil end
  end
  local widths = (', auto'):rep(#tbl.colspecs - 1)
  return tbl.colspecs[1][1] == 'AlignLeft' and ('columns: (1fr%s,),'):format(widths) or nil
end

-- A repeated header is an artifact of the page, and those must not hold links, as notes are.
local function typst_table(tbl)
  local has_notes = html({ pandoc.Table(tbl.caption, tbl.colspecs, tbl.head, {}, tbl.foot) }):find('note-reference', 1, true)
  is_inside_table = true
  local written = typst(walk_typst(pandoc.Blocks({ tbl })))
  is_inside_table = false
  if has_notes then written = written:gsub('table%.header%(', 'table.header(repeat: false, ', 1) end
  local widths = typst_columns(tbl)
  if widths then written = written:gsub('columns: %d+,', widths, 1) end
  return pandoc.RawBlock('typst', ('#sheet-table(%d)[\n%s\n]'):format(#tbl.colspecs, written))
end

local is_listed = false

local function typst_header(header)
  local content = typst({ pandoc.Plain(header.content) }):gsub('%s+$', '')
  local written = ('#heading(level: %d)[%s] <%s>'):format(header.level, content, header.identifier)
  if header.level > 1 and not has_marker and not is_listed and #headings > 4 then
    is_listed = true
    written = '#contents()\n' .. written
  end
  return pandoc.RawBlock('typst', written)
end

function walk_typst(blocks)
  blocks = blocks:walk({
    traverse = 'topdown',
    Table = not is_inside_table and function(tbl) return typst_table(tbl), false end or nil,
    Span = typst_span,
    Link = inner_link,
    Math = typst_math,
  })
  return blocks:walk({ Div = typst_div, Header = typst_header })
end

-- The writer ---------------------------------------------------------------------------------

local function walk_html(blocks)
  for _, filter in ipairs(HTML) do blocks = blocks:walk(filter) end
  return blocks
end

local function set(documents)
  local texts = {}
  for index, document in ipairs(documents) do
    local blocks = document.blocks
    texts[index] = { typst = typst(walk_typst(blocks)), html = html(walk_html(blocks)) }
  end
  return texts
end

local function set_notes()
  local written = {}
  for index, note in ipairs(notes) do
    written[index] = { letter = note.letter, html = html(walk_html(pandoc.Blocks(note.content))), uses = note.uses }
  end
  return written
end

function Writer(request)
  local asked = pandoc.json.decode(request.blocks[1].text, false)
  substitutes = asked.substitutes
  local documents = {}
  for index, text in ipairs(asked.texts) do
    documents[index] = pandoc.read(text.source, READERS[text.format])
  end
  local level = heading_leveller(count_tops(documents))
  for index, text in ipairs(asked.texts) do
    documents[index] = clean(documents[index], text, level)
  end
  return pandoc.json.encode({
    texts = set(documents), notes = set_notes(), headings = headings,
    title = title or '', has_kicker = has_kicker, faults = faults,
  })
end
