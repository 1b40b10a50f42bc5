# Every target that people and CI use. `make` alone lists them.
.DEFAULT_GOAL := help
SHELL := /bin/bash

SANDBOX := artifacts/bin/Sandbox/debug/sandbox
ARCH ?= amd64
PUBLISHED := $(if $(filter arm64,$(ARCH)),artifacts/publish/operator-arm64,artifacts/publish/operator)
CROSS := -r linux-arm64 -p:CppCompilerAndLinker=clang -p:LinkerFlavor=lld -p:ObjCopyName=aarch64-linux-gnu-objcopy

.PHONY: help
help: ## Show this list
	@awk 'BEGIN {FS = ":.*## "} /^[a-z-]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: build
build: ## Build everything
	@dotnet build Operator.sln --nologo -v quiet

.PHONY: demo
demo: sandbox ## Show one ingestion from beginning to end, without a cluster (DEMO_KUBECONFIG=FILE: against that API server)
	@$(SANDBOX) demo

.PHONY: run
run: sandbox ## The same world, but it stays up for your kubectl until Ctrl-C
	@$(SANDBOX) run

.PHONY: sandbox
sandbox:
	@dotnet build tests/Sandbox --nologo -v quiet

.PHONY: test
test: ## Run every test that this machine can run
	@dotnet test --solution Operator.sln

.PHONY: publish
publish: ## Build the binary that is shipped: NativeAOT, artifacts/publish/operator (a minute or two; wants gcc or clang)
	@dotnet publish operator -c Release -p:Native=true -o artifacts/publish/operator --nologo -v quiet

.PHONY: publish-arm64
publish-arm64:
	@dotnet publish operator -c Release -p:Native=true $(CROSS) -o $(PUBLISHED) --nologo -v quiet

VERSION := $(shell sed -n 's:.*<Version>\(.*\)</Version>.*:\1:p' Directory.Build.props)
IMAGE ?= docker.io/library/dbt-cloud-ingestion-operator:$(VERSION)

.PHONY: image
image: $(if $(filter arm64,$(ARCH)),publish-arm64,publish) ## Build the image as an OCI archive, without Docker: artifacts/image/ (IMAGE=NAME:TAG; ARCH=arm64 wants the cross tools, see docs/image.md)
	@mkdir -p artifacts/image
	@dotnet run --project config/image -v quiet -- --binary $(PUBLISHED)/dbt-cloud-ingestion-operator --name "$(IMAGE)" --architecture $(ARCH) \
		--packages operator/packages.native.lock.json --version-label $(VERSION) --revision "$$(git rev-parse HEAD)" --created "$$(git log -1 --format=%ct)" \
		--output artifacts/image/dbt-cloud-ingestion-operator-$(ARCH).tar

.PHONY: bench
bench: publish ## Measure that binary with 1,000 and 5,000 resources (BENCH_KUBECONFIG=FILE: against that API server; BENCH_ARGS for its options, such as --help)
	@dotnet build tests/Bench -c Release --nologo -v quiet
	@artifacts/bin/Bench/release/bench $(or $(BENCH_ARGS),--resources 1000,5000)

.PHONY: campaign
campaign: ## Try the operator against whatever can happen, seed by seed, in simulated time (CAMPAIGN_ARGS for its options, such as --help)
	@dotnet build tests/Campaign -c Release --nologo -v quiet
	@artifacts/bin/Campaign/release/campaign $(CAMPAIGN_ARGS)

.PHONY: golden
golden: ## Rewrite the expected files of the plan's cases (look at the diff)
	@UPDATE_GOLDEN=1 dotnet test --project tests/Operator.Tests --filter-namespace Operator.Tests.Plan

.PHONY: docs
docs: ## Rewrite the pages that are made from the CRD
	@UPDATE_DOCS=1 dotnet test --project tests/Operator.Tests --filter-namespace Operator.Tests.Contract

.PHONY: format
format: ## Put every file into the house's format
	@dotnet format Operator.sln

.PHONY: verify
verify: ## Check format, locked packages, made files, and that CRD, types, samples and RBAC agree
	@echo "verify: packages are those of the lock files"
	@dotnet restore Operator.sln --locked-mode -v quiet
	@echo "verify: format"
	@dotnet format Operator.sln --no-restore --verify-no-changes
	@echo "verify: CRD, types, docs, samples, RBAC and rooms agree"
	@dotnet test --project tests/Operator.Tests --filter-namespace Operator.Tests.Contract --filter-namespace Operator.Tests.Rooms --minimum-expected-tests 10
