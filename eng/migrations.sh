#!/usr/bin/env bash
# Makes the one migration of each provider again from the model. Until the first release there is no other: run this after every change of
# an entity or its mapping, and read the result. Needs no database.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

rm -rf Portal.Data/Migrations
dotnet tool restore
dotnet build Portal.Data -v quiet
for provider in Sqlite SqlServer; do
  dotnet ef migrations add Initial --no-build --project Portal.Data --startup-project Portal.Data \
    --context "${provider}PortalDbContext" --output-dir "Migrations/$provider"
done
