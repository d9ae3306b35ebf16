//go:build tools

// Package engine keeps the Pulumi command among this module's requirements, so that `go build` can make it.
package engine

import _ "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi"
