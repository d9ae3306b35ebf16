import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import ts from "typescript";
import type { Shape } from "./table.ts";

/** A property as the SDK's type declarations give it. */
export interface SdkProperty {
  readonly shape: Shape;
  readonly of?: Shape;
  readonly fields?: Readonly<Record<string, SdkProperty>>;
  readonly required: boolean;
}

/** A resource type as the SDK's type declarations give it. */
export interface SdkType {
  readonly inputs: Readonly<Record<string, SdkProperty>>;
  readonly outputs: Readonly<Record<string, SdkProperty>>;
  /** Outputs the SDK marks as secret by itself. */
  readonly secrets: readonly string[];
}

type Interfaces = ReadonlyMap<string, ts.InterfaceDeclaration>;

const packageFolder = path.dirname(createRequire(import.meta.url).resolve("@pulumi/aws/package.json"));

function parse(file: string): ts.SourceFile {
  return ts.createSourceFile(file, readFileSync(path.join(packageFolder, file), "utf8"), ts.ScriptTarget.Latest, true);
}

function secretOutputs(file: string): readonly string[] {
  const text = readFileSync(path.join(packageFolder, file), "utf8");
  const [, names = ""] = text.match(/additionalSecretOutputs: \[([^\]]*)\]/) ?? [];
  return [...names.matchAll(/"(\w+)"/g)].map(([, name = ""]) => name);
}

function nestedInterfaces(): Interfaces {
  const found = new Map<string, ts.InterfaceDeclaration>();
  const walk = (node: ts.Node, prefix: string): void => {
    if (ts.isInterfaceDeclaration(node)) found.set(`${prefix}${node.name.text}`, node);
    else if (ts.isModuleDeclaration(node) && node.body) walk(node.body, `${prefix}${node.name.text}.`);
    else if (ts.isModuleBlock(node) || ts.isSourceFile(node)) for (const child of node.statements) walk(child, prefix);
  };
  walk(parse("types/input.d.ts"), "");
  return found;
}

function describe(node: ts.TypeNode, interfaces: Interfaces): Omit<SdkProperty, "required"> {
  if (ts.isParenthesizedTypeNode(node)) return describe(node.type, interfaces);
  if (ts.isUnionTypeNode(node)) {
    const [first] = node.types.filter((member) => member.kind !== ts.SyntaxKind.UndefinedKeyword);
    if (first) return describe(first, interfaces);
  }
  if (ts.isArrayTypeNode(node)) return { ...nameElement(describe(node.elementType, interfaces)), shape: "list" };
  if (ts.isTypeLiteralNode(node)) {
    const [index] = node.members;
    if (index && ts.isIndexSignatureDeclaration(index))
      return { shape: "map", of: describe(index.type, interfaces).shape };
  }
  if (ts.isTypeReferenceNode(node)) {
    const name = node.typeName.getText();
    const [argument] = node.typeArguments ?? [];
    if (argument && /^pulumi\.(Input|Output)$/.test(name)) return describe(argument, interfaces);
    if (name.startsWith("inputs."))
      return { shape: "object", fields: members(interfaces.get(name.slice("inputs.".length)), interfaces) };
    if (name.startsWith("outputs.")) return { shape: "object" };
    return { shape: "string" };
  }
  if (node.kind === ts.SyntaxKind.StringKeyword) return { shape: "string" };
  if (node.kind === ts.SyntaxKind.NumberKeyword) return { shape: "number" };
  if (node.kind === ts.SyntaxKind.BooleanKeyword) return { shape: "boolean" };
  return { shape: "any" };
}

function nameElement(element: Omit<SdkProperty, "required">): Omit<SdkProperty, "required" | "shape"> {
  return element.fields ? { of: element.shape, fields: element.fields } : { of: element.shape };
}

function members(
  declaration: ts.InterfaceDeclaration | undefined,
  interfaces: Interfaces,
): Record<string, SdkProperty> {
  const found: Record<string, SdkProperty> = {};
  for (const member of declaration?.members ?? []) {
    if (!ts.isPropertySignature(member) || !member.type) continue;
    found[member.name.getText()] = {
      ...describe(member.type, interfaces),
      required: member.questionToken === undefined,
    };
  }
  return found;
}

/**
 * Reads the inputs and outputs of the given Pulumi types from the installed `@pulumi/aws`.
 * @throws Error when the SDK has no such type.
 */
export function readSdk(types: readonly string[]): ReadonlyMap<string, SdkType> {
  const interfaces = nestedInterfaces();
  return new Map(
    types.map((type) => {
      const [, file = "", className = ""] = type.split(":");
      let inputs: Record<string, SdkProperty> | undefined;
      const outputs: Record<string, SdkProperty> = {};
      for (const statement of parse(`${file}.d.ts`).statements) {
        if (ts.isInterfaceDeclaration(statement) && statement.name.text === `${className}Args`)
          inputs = members(statement, interfaces);
        if (!ts.isClassDeclaration(statement) || statement.name?.text !== className) continue;
        for (const member of statement.members) {
          if (
            !ts.isPropertyDeclaration(member) ||
            !member.type ||
            member.modifiers?.some((one) => one.kind === ts.SyntaxKind.StaticKeyword)
          )
            continue;
          outputs[member.name.getText()] = { ...describe(member.type, interfaces), required: true };
        }
      }
      if (!inputs) throw new Error(`@pulumi/aws has no ${className}Args in ${file}.d.ts`);
      return [type, { inputs, outputs, secrets: secretOutputs(`${file}.js`) }];
    }),
  );
}
