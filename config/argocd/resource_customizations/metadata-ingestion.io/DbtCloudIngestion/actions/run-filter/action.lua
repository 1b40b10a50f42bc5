-- A value that ends in filter=NAME is for that filter alone.
local os = require("os")
local wanted = actionParams["filter"]
local known = {}
local found = false
for _, filter in ipairs((obj.spec or {}).filters or {}) do
  known[#known + 1] = filter.name
  found = found or filter.name == wanted
end
if not found then
  error("the resource has no filter \"" .. tostring(wanted) .. "\"; it has: " .. table.concat(known, ", "))
end
if obj.metadata.annotations == nil then
  obj.metadata.annotations = {}
end
obj.metadata.annotations["metadata-ingestion.io/run-at"] = os.date("!%Y-%m-%dT%XZ") .. " filter=" .. wanted
return obj
