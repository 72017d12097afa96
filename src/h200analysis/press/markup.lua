-- Sets the texts of one notebook, all in one pandoc call, as Typst, as HTML and as a tree.
--
-- In: a document of one code block, the JSON of {texts: [{cell, format, source, pictures}],
-- substitutes: {character: name}, figures: [id], sliders_after: [boolean]}. Each text is read alone,
-- so that an open fence or a footnote label in one cell cannot reach into the next. Out: the JSON of {texts: [{typst, html,
-- tree}], notes, headings, letters: {claim: letter}, sources: [{name, label, claims}],
-- on_first_page: [id], title, has_kicker, faults}. Nothing that a cell says passes as raw Typst,
-- HTML or TeX.

package.path = pandoc.path.join({ pandoc.path.directory(PANDOC_SCRIPT_FILE), 'lua', '?.lua' })

local cleaning = require('cleaning')
local embedded = require('embedded')
local faults = require('faults')
local figures = require('figures')
local headings = require('headings')
local notes = require('notes')
local sources = require('sources')
local to_html = require('to_html')
local to_tree = require('to_tree')
local to_typst = require('to_typst')

local READERS = {
  markdown = 'markdown-citations-raw_attribute-raw_tex'
    .. '-yaml_metadata_block-pandoc_title_block-example_lists-latex_macros'
    .. '-blank_before_header-blank_before_blockquote+tex_math_double_backslash',
  html = 'html',
}

local function read_one(text)
  if text.format == 'plain' then return pandoc.Pandoc({ pandoc.CodeBlock(text.source) }) end
  return embedded.read(pandoc.read(text.source, READERS[text.format]))
end

local function read(texts)
  local documents = {}
  for index, text in ipairs(texts) do documents[index] = read_one(text) end
  local level = headings.leveller(headings.count_tops(documents))
  for index, text in ipairs(texts) do
    documents[index] = cleaning.clean(documents[index], text, level)
  end
  figures.gather(documents)
  sources.gather(documents)
  for index, document in ipairs(documents) do
    documents[index] = document:walk({ Div = sources.order })
  end
  return documents
end

local function set_texts(documents, sliders_after)
  local texts = {}
  for index, document in ipairs(documents) do
    local blocks = document.blocks
    local printed = headings.without_sliders(blocks, sliders_after[index])
    texts[index] = { typst = to_typst(printed), html = to_html(blocks), tree = to_tree(printed) }
  end
  return texts
end

local function set_notes()
  local texts = {}
  for index, note in ipairs(notes.all) do
    texts[index] = { letter = note.letter, html = to_html(note.content), uses = note.uses }
  end
  return texts
end

local function letters_of_claims()
  local letters = {}
  for claim, note in pairs(notes.of_claim) do letters[claim] = note.letter end
  return letters
end

function Writer(request)
  local asked = pandoc.json.decode(request.blocks[1].text, false)
  cleaning.substitutes = asked.substitutes
  for _, id in ipairs(asked.figures) do figures.known[id] = true end
  local documents = read(asked.texts)
  return pandoc.json.encode({
    texts = set_texts(documents, asked.sliders_after),
    notes = set_notes(),
    headings = headings.all,
    letters = letters_of_claims(),
    sources = sources.all,
    on_first_page = figures.on_first_page,
    title = headings.title or '',
    has_kicker = cleaning.has_kicker,
    faults = faults.all,
  })
end
