package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"

	sdk "github.com/pulumi/pulumi/sdk/v3"
	"github.com/pulumi/pulumi/sdk/v3/go/common/apitype"
	"github.com/pulumi/pulumi/sdk/v3/go/common/util/rpcutil"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/protobuf/types/known/structpb"
)

// bailExitCode is what the Node entry point exits with once it has already
// told the user what went wrong.
const bailExitCode = 32

// entryPoint finds one of @pulumi/pulumi's own scripts the way Node resolves it from dir.
func entryPoint(dir, module string) (string, error) {
	for d := dir; ; d = filepath.Dir(d) {
		path := filepath.Join(d, "node_modules", "@pulumi", "pulumi", "cmd", module, "index.js")
		if _, err := os.Stat(path); err == nil {
			return path, nil
		}
		if d == filepath.Dir(d) {
			return "", fmt.Errorf("@pulumi/pulumi is not installed in %s: run npm ci there", dir)
		}
	}
}

// nodeOptions turns the runtime options of Pulumi.yaml or PulumiPolicy.yaml into
// arguments for Node and variables for its environment.
func nodeOptions(options *structpb.Struct) (args, env []string) {
	opts := options.AsMap()
	if raw, ok := opts["nodeargs"].(string); ok {
		args = strings.Fields(raw)
	}
	if ts, ok := opts["typescript"].(bool); !ok || ts {
		env = append(env, "PULUMI_NODEJS_TYPESCRIPT=true")
	}
	return args, env
}

func (h *host) Run(ctx context.Context, req *pulumirpc.RunRequest) (*pulumirpc.RunResponse, error) {
	dir := req.GetInfo().GetProgramDirectory()
	script, err := entryPoint(dir, "run")
	if err != nil {
		return nil, err
	}
	config, err := json.Marshal(req.GetConfig())
	if err != nil {
		return nil, err
	}
	secretKeys, err := json.Marshal(req.GetConfigSecretKeys())
	if err != nil {
		return nil, err
	}
	args, env := nodeOptions(req.GetInfo().GetOptions())
	args = append(args, script)
	for _, a := range [][2]string{
		{"monitor", req.GetMonitorAddress()}, {"engine", h.engine},
		{"organization", req.GetOrganization()}, {"project", req.GetProject()}, {"stack", req.GetStack()},
		{"root-directory", req.GetInfo().GetRootDirectory()}, {"pwd", dir},
		{"parallel", strconv.Itoa(int(req.GetParallel()))},
	} {
		if a[1] != "" {
			args = append(args, "--"+a[0], a[1])
		}
	}
	if req.GetDryRun() {
		args = append(args, "--dry-run")
	}
	args = append(args, req.GetInfo().GetEntryPoint())
	args = append(args, req.GetArgs()...)

	cmd := exec.CommandContext(ctx, "node", args...)
	cmd.Dir = req.GetPwd()
	cmd.Env = append(append(os.Environ(), env...),
		"PULUMI_CONFIG="+string(config), "PULUMI_CONFIG_SECRET_KEYS="+string(secretKeys))
	cmd.Stdout, cmd.Stderr = os.Stderr, os.Stderr
	err = cmd.Run()
	var exit *exec.ExitError
	switch {
	case err == nil:
		return &pulumirpc.RunResponse{}, nil
	case errors.As(err, &exit) && exit.ExitCode() == bailExitCode:
		return &pulumirpc.RunResponse{Bail: true}, nil
	default:
		return &pulumirpc.RunResponse{Error: "the program ended with " + err.Error()}, nil
	}
}

func (h *host) RunPlugin(req *pulumirpc.RunPluginRequest, server pulumirpc.LanguageRuntime_RunPluginServer) error {
	ctx := server.Context()
	closer, stdout, stderr, err := rpcutil.MakeRunPluginStreams(server, false)
	if err != nil {
		return err
	}
	defer closer.Close()

	dir := req.GetInfo().GetProgramDirectory()
	isPolicyPack := req.GetKind() == string(apitype.AnalyzerPlugin)
	module := "run-plugin"
	if isPolicyPack {
		module = "run-policy-pack"
	}
	script, err := entryPoint(dir, module)
	if err != nil {
		return err
	}
	args, env := nodeOptions(req.GetInfo().GetOptions())
	args = append(args, script)
	env = append(req.GetEnv(), env...)
	cwd := req.GetPwd()

	var proxy *sdk.PolicyProxy
	var out io.Writer = stdout
	if isPolicyPack {
		args = append(append(args, req.GetArgs()...), dir)
		cwd = dir
		if proxy, out, err = sdk.NewPolicyProxy(ctx, stdout); err != nil {
			return err
		}
		stack, err := proxy.AwaitConfiguration(ctx)
		if err != nil {
			return err
		}
		if stack != nil {
			config, err := json.Marshal(stack.GetConfig())
			if err != nil {
				return err
			}
			env = append(env,
				"PULUMI_NODEJS_ORGANIZATION="+stack.GetOrganization(),
				"PULUMI_NODEJS_PROJECT="+stack.GetProject(),
				"PULUMI_NODEJS_STACK="+stack.GetStack(),
				"PULUMI_NODEJS_DRY_RUN="+strconv.FormatBool(stack.GetDryRun()),
				"PULUMI_CONFIG="+string(config))
		}
	} else {
		args = append(append(args, dir), req.GetArgs()...)
	}

	cmd := exec.CommandContext(ctx, "node", args...)
	cmd.Dir, cmd.Env, cmd.Stdout, cmd.Stderr = cwd, env, out, stderr
	if err := cmd.Start(); err != nil {
		return err
	}
	if proxy != nil {
		return proxy.Attach(ctx, cmd)
	}
	if err := cmd.Wait(); err != nil {
		return fmt.Errorf("%s %s: %w", req.GetKind(), dir, err)
	}
	return closer.Close()
}
