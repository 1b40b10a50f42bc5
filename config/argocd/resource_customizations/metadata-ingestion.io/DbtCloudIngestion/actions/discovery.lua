local spec = obj.spec or {}
local suspended = spec.suspend == true
local filters = spec.filters or {}
local first = ""
if filters[1] ~= nil then
  first = filters[1].name
end

return {
  ["run-now"] = {
    ["displayName"] = "Run now",
    ["iconClass"] = "fa fa-fw fa-play",
    ["disabled"] = false,
  },
  ["run-filter"] = {
    ["displayName"] = "Run one filter",
    ["iconClass"] = "fa fa-fw fa-filter",
    ["disabled"] = first == "",
    ["params"] = { { ["name"] = "filter", ["default"] = first } },
  },
  ["suspend"] = {
    ["displayName"] = "Suspend",
    ["iconClass"] = "fa fa-fw fa-pause",
    ["disabled"] = suspended,
  },
  ["resume"] = {
    ["displayName"] = "Resume",
    ["iconClass"] = "fa fa-fw fa-forward",
    ["disabled"] = not suspended,
  },
  ["test-again"] = {
    ["displayName"] = "Test the connection again",
    ["iconClass"] = "fa fa-fw fa-plug",
    ["disabled"] = false,
  },
}
