-- Writing parts of a document as either target, and texts inside either's quotation marks.

local HTML_OPTIONS = pandoc.WriterOptions({ html_math_method = 'mathml', wrap_text = 'none' })
local TYPST_OPTIONS = pandoc.WriterOptions({ wrap_text = 'none' })
local HTML_ENTITIES = { ['&'] = '&amp;', ['<'] = '&lt;', ['>'] = '&gt;', ['"'] = '&quot;' }
local TYPST_ESCAPES = { ['\\'] = '\\\\', ['"'] = '\\"', ['\n'] = '\\n' }

local writing = {}

function writing.html(blocks)
  return pandoc.write(pandoc.Pandoc(blocks), 'html5', HTML_OPTIONS)
end

function writing.typst(blocks)
  return (pandoc.write(pandoc.Pandoc(blocks), 'typst-smart', TYPST_OPTIONS):gsub('%s+$', ''))
end

function writing.html_text(text)
  return (text:gsub('[&<>"]', HTML_ENTITIES))
end

function writing.typst_string(text)
  return '"' .. text:gsub('[\\"\n]', TYPST_ESCAPES) .. '"'
end

function writing.plain(content)
  return (pandoc.utils.stringify(content):gsub('%s+', ' '))
end

return writing
