-- Sets the texts of one notebook, all in one pandoc call, as Typst, as HTML and as a tree.
--
-- In: a document of one code block, the JSON of {texts: [{cell, format, source, pictures}],
-- substitutes: {character: name}}. Each text is read alone, so that an open fence or a footnote
-- label in one cell cannot reach into the next. Out: the JSON of {texts: [{typst, html, tree}],
-- notes, headings, title, has_kicker, faults}. Nothing that a cell says passes as raw Typst, HTML
-- or TeX.

package.path = pandoc.path.join({ pandoc.path.directory(PANDOC_SCRIPT_FILE), 'lua', '?.lua' })

local cleaning = require('cleaning')
local faults = require('faults')
local headings = require('headings')
local notes = require('notes')
local to_html = require('to_html')
local to_tree = require('to_tree')
local to_typst = require('to_typst')

local READERS = {
  markdown = 'markdown-citations-raw_attribute-raw_tex-raw_html'
    .. '-yaml_metadata_block-pandoc_title_block-example_lists-latex_macros',
  html = 'html',
}

local function read(texts)
  local documents = {}
  for index, text in ipairs(texts) do
    documents[index] = pandoc.read(text.source, READERS[text.format])
  end
  local level = headings.leveller(headings.count_tops(documents))
  for index, text in ipairs(texts) do
    documents[index] = cleaning.clean(documents[index], text, level)
  end
  return documents
end

local function set_texts(documents)
  local texts = {}
  for index, document in ipairs(documents) do
    local blocks = document.blocks
    texts[index] = { typst = to_typst(blocks), html = to_html(blocks), tree = to_tree(blocks) }
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

function Writer(request)
  local asked = pandoc.json.decode(request.blocks[1].text, false)
  cleaning.substitutes = asked.substitutes
  local documents = read(asked.texts)
  return pandoc.json.encode({
    texts = set_texts(documents),
    notes = set_notes(),
    headings = headings.all,
    title = headings.title or '',
    has_kicker = cleaning.has_kicker,
    faults = faults.all,
  })
end
