{{/* Names: cut the base, keep the suffix, so that long release names stay within 63 characters. */}}
{{- define "operator.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" -}}
{{- end -}}

{{- define "operator.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 52 | trimSuffix "-" -}}
{{- else if contains (include "operator.name" .) .Release.Name -}}
{{- .Release.Name | trunc 52 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name (include "operator.name" .) | trunc 52 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{/* Objects of the whole cluster carry the namespace: a second release elsewhere has objects of its own. */}}
{{- define "operator.clusterName" -}}
{{- if eq .Release.Namespace (include "operator.fullname" .) -}}
{{- include "operator.fullname" . -}}
{{- else -}}
{{- printf "%s-%s" .Release.Namespace (include "operator.fullname" .) -}}
{{- end -}}
{{- end -}}

{{- define "operator.serviceAccountName" -}}
{{- if .Values.serviceAccount.create -}}
{{- default (include "operator.fullname" .) .Values.serviceAccount.name -}}
{{- else -}}
{{- required "serviceAccount.name: give the name of the account, or let the chart create one (serviceAccount.create: true)" .Values.serviceAccount.name -}}
{{- end -}}
{{- end -}}

{{/* Immutable in a Deployment: these two, from the first release on. */}}
{{- define "operator.selectorLabels" -}}
app.kubernetes.io/name: {{ include "operator.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "operator.labels" -}}
{{ include "operator.selectorLabels" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" }}
{{- with .Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- define "operator.image" -}}
{{- $registry := .Values.global.imageRegistry | default .Values.image.registry -}}
{{- $repository := ternary (printf "%s/%s" $registry .Values.image.repository) .Values.image.repository (ne $registry "") -}}
{{- if .Values.image.digest -}}
{{- printf "%s@%s" $repository .Values.image.digest -}}
{{- else -}}
{{- printf "%s:%s" $repository (.Values.image.tag | default .Chart.AppVersion) -}}
{{- end -}}
{{- end -}}

{{- define "operator.pullSecrets" -}}
{{- concat .Values.global.imagePullSecrets .Values.imagePullSecrets | uniq | toJson -}}
{{- end -}}

{{- define "operator.caBundleName" -}}
{{- if .Values.caBundle.configMap -}}
{{- .Values.caBundle.configMap -}}
{{- else if .Values.caBundle.pem -}}
{{- include "operator.fullname" . }}-ca
{{- end -}}
{{- end -}}

{{- define "operator.isOpenShift" -}}
{{- if or (eq .Values.openshift.adaptSecurityContext "force") (and (eq .Values.openshift.adaptSecurityContext "auto") (.Capabilities.APIVersions.Has "security.openshift.io/v1")) -}}
true
{{- end -}}
{{- end -}}

{{/* The pod's security context, without the ids that OpenShift assigns itself. */}}
{{- define "operator.podSecurityContext" -}}
{{- $context := .Values.podSecurityContext -}}
{{- if include "operator.isOpenShift" . -}}
{{- $context = omit $context "runAsUser" "runAsGroup" "fsGroup" -}}
{{- end -}}
{{- toYaml $context -}}
{{- end -}}

{{/* Every option of the operator, as a list of arguments. Numbers go through int64: Helm would write 1e+06. */}}
{{- define "operator.args" -}}
- --metrics-bind-address=:{{ int64 .Values.metrics.port }}
- --health-probe-bind-address=:{{ int64 .Values.healthPort }}
{{- with .Values.namespaces }}
- --namespace={{ join "," . }}
{{- end }}
{{- with .Values.watchLabelSelector }}
- {{ printf "--watch-label-selector=%s" . | quote }}
{{- end }}
- --watch-secrets={{ .Values.secrets.watch }}
- --leader-elect={{ .Values.leaderElection.enabled }}
{{- with .Values.leaderElection.leaseName }}
- --lease-name={{ . }}
{{- end }}
{{- with .Values.leaderElection.leaseNamespace }}
- --lease-namespace={{ . }}
{{- end }}
- --concurrency={{ int64 .Values.concurrency }}
- --reconcile-timeout={{ int64 .Values.reconcileTimeoutSeconds }}
- --shutdown-timeout={{ int64 .Values.shutdownTimeoutSeconds }}
- --log-format={{ .Values.log.format }}
- --log-level={{ .Values.log.level }}
- --resource-metrics={{ .Values.metrics.perResource }}
{{- if .Values.allowInsecureEndpoints }}
- --allow-insecure-endpoints
{{- end }}
{{- range .Values.allowedHosts }}
- {{ printf "--allowed-host=%s" . | quote }}
{{- end }}
{{- range .Values.allowedCidrs }}
- {{ printf "--allowed-cidr=%s" . | quote }}
{{- end }}
- --dbt-requests-per-minute={{ int64 .Values.dbtRequestsPerMinute }}
{{- with .Values.ingestion.repository }}
- --ingestion-repository={{ . }}
{{- end }}
{{- with .Values.ingestion.tag }}
- --ingestion-tag={{ . }}
{{- end }}
{{- with .Values.clusterName }}
- --cluster-name={{ . }}
{{- end }}
{{- with .Values.fetch.image }}
- --fetch-image={{ . }}
{{- end }}
{{- with concat (include "operator.pullSecrets" . | fromJsonArray) .Values.fetch.pullSecrets | uniq }}
- --fetch-pull-secrets={{ join "," . }}
{{- end }}
- --fetch-spread={{ int64 .Values.fetch.spreadSeconds }}
- --artifact-timeout={{ int64 .Values.fetch.artifactTimeoutSeconds }}
- --max-artifact-size={{ int64 .Values.fetch.maxArtifactMebibytes }}
{{- with .Values.proxy.https }}
- {{ printf "--https-proxy=%s" . | quote }}
{{- end }}
{{- with .Values.proxy.http }}
- {{ printf "--http-proxy=%s" . | quote }}
{{- end }}
{{- with .Values.proxy.noProxy }}
- {{ printf "--no-proxy=%s" . | quote }}
{{- end }}
{{- if include "operator.caBundleName" . }}
- --ca-bundle=/etc/dbt-cloud-ingestion/ca/{{ .Values.caBundle.key }}
{{- end }}
{{- with .Values.reasonsUrl }}
- {{ printf "--reasons-url=%s" . | quote }}
{{- end }}
{{- end -}}

{{/* Rules in every namespace that is served; rbac.create also makes them Roles where namespaces are named. */}}
{{- define "operator.rules" -}}
- apiGroups: [metadata-ingestion.io]
  resources: [dbtcloudingestions]
  verbs: [get, list, watch]
- apiGroups: [metadata-ingestion.io]
  resources: [dbtcloudingestions/status]
  verbs: [patch]
- apiGroups: [batch]
  resources: [cronjobs]
  verbs: [get, list, watch, create, patch, delete]
- apiGroups: [batch]
  resources: [jobs]
  verbs: [list, watch, create, patch]
- apiGroups: [""]
  resources: [pods]
  verbs: [list, watch]
- apiGroups: [""]
  resources: [secrets]
  verbs: {{ ternary "[get, list, watch]" "[get]" .Values.secrets.watch }}
- apiGroups: [""]
  resources: [configmaps]
  verbs: [get]
- apiGroups: [""]
  resources: [events]
  verbs: [list, watch]
- apiGroups: [events.k8s.io]
  resources: [events]
  verbs: [create]
{{- if .Values.podLogs.enabled }}
- apiGroups: [""]
  resources: [pods/log]
  verbs: [get]
{{- end }}
{{- end -}}

{{/* What the chart sets itself may not be set again: Helm 4 refuses the object with no word on why. */}}
{{- define "operator.checkEnv" -}}
{{- range .Values.extraEnv }}
{{- if has .name (list "DOTNET_EnableDiagnostics" "POD_NAME" "POD_NAMESPACE") }}
{{- fail (printf "extraEnv: the chart sets %s itself; take it out" .name) }}
{{- end }}
{{- end }}
{{- end -}}
