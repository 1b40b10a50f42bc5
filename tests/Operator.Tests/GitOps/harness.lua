-- lua5.1 harness.lua SCRIPT < INPUTS: runs one script of Argo CD over many objects, with the libraries that Argo CD gives to a script of
-- a ConfigMap: base, package, table, and of os only time and date. INPUTS is a Lua chunk that returns a list of
-- { obj = OBJECT, params = PARAMETERS }; each result is printed as one line of JSON.
local write, read, open, byte, format, gsub = io.write, io.read, io.open, string.byte, string.format, string.gsub
local safe_os = { time = os.time, date = os.date }

local function text(value)
  return '"' .. gsub(value, '[%z\1-\31\\"]', function(char) return format("\\u%04x", byte(char)) end) .. '"'
end

-- As the JSON library of Argo CD: a table without keys is an empty list.
local function json(value)
  if type(value) == "string" then
    return text(value)
  elseif type(value) ~= "table" then
    return type(value) == "number" and format("%.14g", value) or tostring(value)
  end
  local parts = {}
  if next(value) == nil or value[1] ~= nil then
    for _, item in ipairs(value) do
      parts[#parts + 1] = json(item)
    end
    return "[" .. table.concat(parts, ",") .. "]"
  end
  for key, item in pairs(value) do
    parts[#parts + 1] = text(key) .. ":" .. json(item)
  end
  return "{" .. table.concat(parts, ",") .. "}"
end

local file = assert(open(arg[1]))
local script = assert(loadstring(file:read("*a"), "@" .. arg[1]))
local inputs = assert(loadstring(read("*a"), "=inputs"))()

getmetatable("").__index = {}
string, io, math, debug, coroutine, os, dofile, loadfile = nil, nil, nil, nil, nil, nil, nil, nil
for name in pairs(package.loaded) do
  if name ~= "_G" and name ~= "package" and name ~= "table" then
    package.loaded[name] = nil
  end
end
package.loaded.os = safe_os

for _, input in ipairs(inputs) do
  obj, actionParams = input.obj, input.params
  local ok, result = pcall(script)
  write(ok and json(result) or json({ error = result }), "\n")
end
