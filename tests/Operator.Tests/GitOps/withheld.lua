-- The names of what a script finds here and would not find in Argo CD.
local found = {}
for _, name in ipairs({ "string", "io", "debug", "math", "os", "coroutine", "dofile", "loadfile" }) do
  if _G[name] ~= nil or package.loaded[name] ~= nil and name ~= "os" then
    found[#found + 1] = name
  end
end
if pcall(function() return ("x"):upper() end) then
  found[#found + 1] = "methods of strings"
end
if require("os").execute ~= nil or require("os").date == nil then
  found[#found + 1] = "os"
end
return found
