import type { Clock, Cluster, TerminalSize } from '../kube/cluster.ts';
import type { Machine } from '../kube/machine.ts';

/** What kubectl sees of the terminal and the files around it. */
export interface KubectlIO {
  /** Absent: stdin is empty (`/dev/null`). */
  stdin: AsyncIterable<string> | undefined;
  stdout(text: string): void;
  stderr(text: string): void;
  /** Whether stdin and stdout are a terminal. */
  tty: boolean;
  size?: TerminalSize;
  resizes?: AsyncIterable<TerminalSize>;
  /** Text of a file; undefined if there is none. Paths may be relative to the working directory. */
  readFile(path: string): Promise<string | undefined>;
  writeFile(path: string, text: string): Promise<void>;
  /** Names in a directory, or undefined if it is none. */
  readDirectory(path: string): Promise<string[] | undefined>;
  env: Readonly<Record<string, string>>;
  /** Aborted by Ctrl-C: kubectl then ends with exit code 130. */
  signal: AbortSignal;
  clock: Clock;
  /** Opens the user's editor on a text; resolves to the saved text, or undefined when closed unsaved. */
  edit?(name: string, text: string): Promise<string | undefined>;
  /** The computer on which kubectl runs, for the ports of `port-forward`. */
  machine?: Machine;
}

/** The kubeconfig that kubectl works with; `config` commands change it in place. */
export interface KubectlConfig {
  currentContext: string;
  contexts: { name: string; cluster: string; user: string; namespace?: string }[];
  /** As printed by `kubectl config view`. */
  server: string;
  /** How the users prove who they are: with a client certificate, as kind's admin, unless told. */
  credentials?: 'certificate' | 'token';
}

export interface Kubectl {
  cluster: Cluster;
  config: KubectlConfig;
}
