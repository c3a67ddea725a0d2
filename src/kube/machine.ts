import type { Connection, ExecOptions, ExecResult } from './cluster.ts';

/**
 * The computer on which a kind cluster's nodes run as Docker containers, as far as a learner's shell
 * on it needs it: `docker exec NODE …`, `curl` from outside the cluster, ports for `kubectl port-forward`.
 * It is no part of the Kubernetes API, so it stands beside the seam. The embedded cluster brings a
 * simulated one; on a real machine the real programs are there already.
 */
export interface Machine {
  /** The node containers, as `docker ps` lists them. */
  containers(): Promise<MachineContainer[]>;

  /**
   * Runs a command in a node's container, as `docker exec` does.
   * @throws Error with the daemon's message when there is no such container
   */
  exec(container: string, command: readonly string[], options?: ExecOptions): Promise<ExecResult>;

  /** Programs of the computer itself that know the network: `curl`, `cloud-provider-kind`. */
  readonly programs: readonly string[];

  /** Runs one of `programs`. It ends with exit code 130 or 143 when its signal aborts. */
  run(argv: readonly string[], options?: ExecOptions): Promise<ExecResult>;

  /**
   * Opens a TCP port of the computer on a loopback address.
   * @param port 0 takes a free one
   * @throws Error with code EADDRINUSE when it is taken
   */
  listen(address: string, port: number, connected: (connection: Connection) => void): MachineListener;
}

export interface MachineContainer {
  /** 64 hexadecimal digits. */
  id: string;
  name: string;
  image: string;
  command: string;
  /** Milliseconds since the epoch. */
  created: number;
  running: boolean;
  /** As docker prints them: `127.0.0.1:38101->6443/tcp`. */
  ports: string;
}

export interface MachineListener {
  port: number;
  close(): void;
}
