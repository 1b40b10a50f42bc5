-- What a reason of Ready=False means. Progressing may cure itself within minutes of a first sync: another controller fills a Secret,
-- a server comes back, an image becomes known. Degraded waits for a person, and fails a sync of several waves at once.
local health_of = {
  -- Stalled: only an edit of the spec helps.
  InvalidSpec = "Degraded",
  InvalidSchedule = "Degraded",
  ScheduleTooFrequent = "Degraded",
  UnknownTimeZone = "Degraded",
  HostNotAllowed = "Degraded",
  InvalidText = "Degraded",
  -- SecretsResolved, and CronJobsApplied where a right is missing.
  Forbidden = "Degraded",
  CaBundleNotFound = "Progressing",
  CaBundleTooLarge = "Degraded",
  SecretNotFound = "Progressing",
  SecretKeyMissing = "Progressing",
  SecretKeyEmpty = "Progressing",
  SecretMalformed = "Degraded",
  -- ConnectionVerified.
  InvalidTokenOrHost = "Degraded",
  WrongAccount = "Degraded",
  IpNotAllowlisted = "Degraded",
  PlanNotPaid = "Degraded",
  TlsFailure = "Degraded",
  UnexpectedResponse = "Degraded",
  RateLimited = "Progressing",
  Unreachable = "Progressing",
  Unknown = "Progressing",
  -- CronJobsApplied.
  ImageUnknown = "Progressing",
  FetchImageUnknown = "Progressing",
  WaitingForConnectionTest = "Progressing",
  WaitingForJobSchedule = "Progressing",
  NameConflict = "Degraded",
  QuotaExceeded = "Degraded",
  Rejected = "Degraded",
  Unreadable = "Degraded",
}

-- None of these feeds Ready: the resource is set up right, and its message says what went wrong.
local told_beside_ready = { "LastRunSucceeded", "OpenMetadataVerified", "RecentRunFound", "Fresh" }

local function condition(name)
  for _, each in ipairs(obj.status.conditions) do
    if each.type == name then
      return each
    end
  end
  return nil
end

local function result(status, message)
  return { status = status, message = message }
end

if obj.status == nil or obj.status.conditions == nil then
  return result("Progressing", "Waiting for the operator to look at the resource")
end

if obj.status.observedGeneration ~= obj.metadata.generation then
  return result("Progressing", "Waiting for the operator to look at the newest spec")
end

local ready = condition("Ready")
if ready == nil then
  return result("Progressing", "Waiting for the operator to look at the resource")
end

if ready.status == "True" then
  for _, name in ipairs(told_beside_ready) do
    local told = condition(name)
    if told ~= nil and told.status == "False" then
      return result("Healthy", ready.message .. " " .. name .. " is False (" .. told.reason .. "): " .. told.message)
    end
  end
  return result("Healthy", ready.message)
end

-- A reason of a newer operator: Stalled waits for a person, and everything else is tried again by the operator itself.
local unknown = "Progressing"
if condition("Stalled") ~= nil then
  unknown = "Degraded"
end

return result(health_of[ready.reason] or unknown, ready.reason .. ": " .. ready.message)
