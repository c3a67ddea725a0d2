import { spawn } from '@lydell/node-pty';
import { homedir } from 'node:os';
import type { LabBench, LabHostOptions, LabShell, LabTerminal } from '../../lab/lifecycle.ts';
import type { Problem } from '../../lab/protocol.ts';
import { OpenScenario, Refusal } from '../../scenario/lifecycle.ts';
import { MissingProgram, mustRun } from '../command.ts';
import { openBashRuntime } from '../runtime.ts';
import { loadScenario } from '../scenarios.ts';
import type { Settings } from '../settings.ts';
import { ensureKindCluster } from './provider.ts';

/** Labs on kind for a LabHost: the scenario on a real cluster, a shell of this machine behind the terminal. */
export function kindLabs(settings: Settings): LabHostOptions {
  return {
    async openBench(id, progress): Promise<LabBench> {
      const scenario = await loadScenario(id);
      const kubeconfig = await ensureKindCluster(settings, progress);
      const namespace = `--namespace=${scenario.namespace}`;
      await mustRun('kubectl', ['config', 'set-context', '--current', namespace, '--kubeconfig', kubeconfig]);
      const runtime = await openBashRuntime(kubeconfig, true);
      return {
        lifecycle: new OpenScenario(scenario, runtime),
        openShell: (terminal) => openPty(terminal, kubeconfig),
        lasting: true,
        hurry: (work) => work(),
        close: () => runtime.close(),
      };
    },
    explain(error) {
      if (error instanceof MissingProgram) return missing(error);
      return error instanceof Refusal ? refused(error) : undefined;
    },
  };
}

function openPty({ write, size, onClosed }: LabTerminal, kubeconfig: string): LabShell {
  const shell = spawn(process.env['SHELL'] ?? 'bash', [], {
    name: 'xterm-256color',
    cols: size.columns,
    rows: size.rows,
    cwd: homedir(),
    env: { ...process.env, KUBECONFIG: kubeconfig, TERM: 'xterm-256color' },
  });
  const output = shell.onData(write);
  const end = shell.onExit(onClosed);
  return {
    input: (data) => shell.write(data),
    resize: ({ columns, rows }) => shell.resize(columns, rows),
    dispose() {
      output.dispose();
      end.dispose();
      shell.kill();
    },
  };
}

function missing({ program, message }: MissingProgram): Problem {
  return {
    what: { en: `${program} is not installed on this machine.`, zh: `这台机器上没有安装 ${program}。` },
    unharmed: {
      en: 'Nothing was changed; labs in the page work as before.',
      zh: '没有改动任何东西；页面里的实验照常可用。',
    },
    next: {
      en: 'Run “npm run lab -- doctor” to see what is missing and how to get it, or choose “in this page”.',
      zh: '运行 “npm run lab -- doctor” 查看缺少什么、如何安装；或者选择“在本页中”。',
    },
    detail: message,
  };
}

function refused({ text }: Refusal): Problem {
  return {
    what: text,
    unharmed: { en: 'The cluster is as it was.', zh: '集群保持原样。' },
    next: { en: 'Choose “in this page” for this lab.', zh: '这个实验请选择“在本页中”。' },
  };
}
