import { OpenScenario } from '../../scenario/lifecycle.ts';
import { openBashRuntime } from '../runtime.ts';
import { loadScenario } from '../scenarios.ts';
import { readSettings, type Settings } from '../settings.ts';
import { isDedicated, readOpenLab, type OpenLab } from '../state.ts';
import { t } from './print.ts';

/** A mistake of the person at the keyboard, or of the machine: said without a stack. */
export class UsageError extends Error {
  override name = 'UsageError';
}

/** The lab that `start` opened, for one command. @throws UsageError when there is none */
export async function withOpenLab<T>(
  use: (opened: OpenScenario, lab: OpenLab, settings: Settings) => Promise<T>,
): Promise<T> {
  const settings = readSettings();
  const lab = await readOpenLab(settings);
  if (!lab) {
    throw new UsageError(
      t({
        en: 'No lab is open. Start one: npm run lab -- start wrong-target-port --on kind',
        zh: '没有打开的实验。先启动一个：npm run lab -- start wrong-target-port --on kind',
      }),
    );
  }
  const runtime = await openBashRuntime(lab.kubeconfig, isDedicated(lab.on));
  try {
    return await use(new OpenScenario(await loadScenario(lab.scenario), runtime), lab, settings);
  } catch (error) {
    if (isGone(error)) {
      throw new UsageError(
        t({
          en: `The cluster of the lab ${lab.scenario} does not answer. Your files are unharmed. Start it again: npm run lab -- start ${lab.scenario} --on ${lab.on}`,
          zh: `实验 ${lab.scenario} 的集群没有应答。你的文件不受影响。重新启动：npm run lab -- start ${lab.scenario} --on ${lab.on}`,
        }),
      );
    }
    throw error;
  } finally {
    await runtime.close();
  }
}

function isGone(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  return code === 'ECONNREFUSED' || code === 'ECONNRESET' || code === 'ENOTFOUND' || code === 'ENOENT';
}
