export interface DevBuild {
  compile(files: readonly string[]): Promise<void>;
  compileAll(): Promise<void>;
  bundle(): Promise<void>;
  bundleConsole(): Promise<void>;
  affectsConsole(files: readonly string[]): boolean;
  affects(files: readonly string[], entry: string): boolean;
}

export const SOURCE_FOLDERS: readonly string[];
export function createDevBuild(folders: { readonly root: string; readonly target: string }): DevBuild;
