import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";

/** Files of `@mediapipe/face_mesh` that a browser may ask for; of the two WebAssembly programs it takes one. */
const names = [
  "face_mesh.js",
  "face_mesh.binarypb",
  "face_mesh_solution_packed_assets.data",
  "face_mesh_solution_packed_assets_loader.js",
  "face_mesh_solution_simd_wasm_bin.js",
  "face_mesh_solution_simd_wasm_bin.wasm",
  "face_mesh_solution_wasm_bin.js",
  "face_mesh_solution_wasm_bin.wasm",
] as const;

/**
 * The glue code makes three kinds of functions out of strings, which needs `unsafe-eval`: far more than the page
 * should allow. Each is replaced by a closure that does the same.
 */
const withoutEval: readonly (readonly [from: string, to: string])[] = [
  [
    `return new Function("body","return function "+name+"() {\\n"+'    "use strict";'+"    return body.apply(this, arguments);\\n"+"};\\n")(body)}`,
    `return Object.defineProperty(function(){"use strict";return body.apply(this,arguments)},"name",{value:name})}`,
  ],
  [
    "var invokerFunction=new_(Function,args1).apply(null,args2);return invokerFunction}",
    'return createNamedFunction(humanName,function(){if(arguments.length!==argCount-2)throwBindingError("function "+humanName+" called with "+arguments.length+" arguments, expected "+(argCount-2)+" args!");var destructors=needsDestructorStack?[]:null;var wired=[];if(isClassMethodFunc)wired.push(argTypes[1].toWireType(destructors,this));for(var i=0;i<argCount-2;++i)wired.push(argTypes[i+2].toWireType(destructors,arguments[i]));var rv=cppInvokerFunc.apply(null,[cppTargetFunc].concat(wired));var first=isClassMethodFunc?1:2;if(needsDestructorStack)runDestructors(destructors);else for(var j=first;j<argTypes.length;++j)if(argTypes[j].destructorFunction!==null)argTypes[j].destructorFunction(wired[j-first]);if(returns)return argTypes[0].fromWireType(rv)})}',
  ],
  [
    "var invokerFunction=new_(Function,params).apply(null,args);returnId=",
    "var invokerFunction=createNamedFunction(functionName,function(handle,name,destructors,args){var at=args;var values=[];for(var i=0;i<argCount-1;++i){values.push(types[i+1].readValueFromPointer(at));at+=types[i+1].argPackAdvance}var rv=handle[name].apply(handle,values);for(var j=0;j<argCount-1;++j)if(types[j+1].deleteObject)types[j+1].deleteObject(values[j]);if(!retType.isVoid)return retType.toWireType(destructors,rv)});returnId=",
  ],
];

// Apache License 2.0, section 4 (b): who changes a file says so in it.
const notice = "// Changed for Klickamt: functions are made by closures, not out of strings.\n";

function patched(name: string, code: string): string {
  for (const [from, to] of withoutEval) {
    const parts = code.split(from);
    if (parts.length !== 2) throw new Error(`${name} is not the one this change was written for: ${from.slice(0, 60)}`);
    code = parts.join(to);
  }
  return notice + code;
}

/**
 * The face model and its program, as the library asks for them by name, below one folder that is named after the hash
 * of all of them.
 * @returns name below the folder → bytes
 * @throws Error where the package is of another version than the changes to it were written for
 */
export async function faceModel(root: string): Promise<{ folder: string; files: Map<string, Uint8Array> }> {
  const files = new Map<string, Uint8Array>();
  const hash = createHash("sha256");
  for (const name of names) {
    const raw = await readFile(join(root, "node_modules/@mediapipe/face_mesh", name));
    const bytes = name.endsWith("_wasm_bin.js") ? Buffer.from(patched(name, raw.toString("utf8"))) : raw;
    files.set(name, bytes);
    hash.update(name).update(bytes);
  }
  return { folder: `face-model-${hash.digest("hex").slice(0, 10)}`, files };
}
