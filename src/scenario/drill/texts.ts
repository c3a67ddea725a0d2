import type { Localized, Station } from '../../checker/report.ts';
import type { Composition, Fault } from './compose.ts';
import { clientNamespace, pathOf, type App, type Level, type Topology } from './topology.ts';

/**
 * What a drill tells, in the Markdown of scenario texts: paragraphs, lists, code spans, **strong**.
 * Generated, so that it needs no page of its own.
 */
export interface DrillTexts {
  /** The report, what must hold, what must stay. Names no fault. */
  brief: Localized;
  /** From vague to precise; none holds a repair. */
  hints: readonly Localized[];
  /** Each fault, its station, and the commands that show it. */
  debrief: Localized;
}

const stationWords: Record<Station, Localized> = {
  client: { en: 'the client and what it may reach', zh: '客户端，以及它能访问什么' },
  name: { en: 'the name', zh: '名称' },
  service: { en: 'the Service', zh: 'Service' },
  endpointslice: { en: 'the EndpointSlice', zh: 'EndpointSlice' },
  'kube-proxy': { en: 'kube-proxy', zh: 'kube-proxy' },
  pod: { en: 'the Pod', zh: 'Pod' },
};

/** Joins texts of both languages with a separator. */
function join(parts: readonly Localized[], separator: string | Localized): Localized {
  const between = typeof separator === 'string' ? { en: separator, zh: separator } : separator;
  return {
    en: parts.map(({ en }) => en).join(between.en),
    zh: parts.map(({ zh }) => zh).join(between.zh),
  };
}

export function textsOf({ topology, faults, level }: Composition): DrillTexts {
  return {
    brief: briefOf(topology, faults, level),
    hints: hintsOf(faults),
    debrief: debriefOf(faults),
  };
}

function briefOf(topology: Topology, faults: readonly Fault[], level: Level): Localized {
  const { theme, namespaces } = topology;
  const from = clientNamespace(topology);
  const complaint: Localized =
    level === 1
      ? {
          en: `The cluster of ${theme.team.en} is ill, and one thing is to blame. What people notice: ${faults[0]!.felt.en}.`,
          zh: `${theme.team.zh}的集群病了，原因只有一个。大家看到的是：${faults[0]!.felt.zh}。`,
        }
      : {
          en: `The cluster of ${theme.team.en} is ill. Nobody knows how many things are wrong: ${level === 2 ? 'one or two' : 'two or three'}, and they may hide one another.`,
          zh: `${theme.team.zh}的集群病了。谁也说不准坏了几处：${level === 2 ? '一处或两处' : '两处或三处'}，而且可能互相掩盖。`,
        };
  const where: Localized = {
    en: `Its namespaces: ${namespaces.map((name) => `\`${name}\``).join(', ')}. Your terminal works in \`${from}\`, where a Pod named \`client\` is for trying things out. You may look at and change everything, namespace \`kube-system\` included.`,
    zh: `它的命名空间：${namespaces.map((name) => `\`${name}\``).join('、')}。终端处于 \`${from}\`，那里名为 \`client\` 的 Pod 供你试验。你可以查看和修改一切，包括命名空间 \`kube-system\`。`,
  };
  const mustHold: Localized = {
    en: 'What must hold again, from every node:',
    zh: '下列各项必须在每个节点上重新成立：',
  };
  const mustStay: Localized = {
    en: "What must stay: names and ports of the Services, the Deployments with their images, replicas and readiness probes, and the clients' commands. Requests must go through the Services, also after Pods have been replaced.",
    zh: '必须保持不变的：Service 的名称和端口，Deployment 及其镜像、副本数和就绪探针，以及客户端的命令。请求必须经过 Service，Pod 被替换之后也一样。',
  };
  const list = join(
    promiseLines(topology).map((line) => join([{ en: '- ', zh: '- ' }, line], '')),
    '\n',
  );
  return join([complaint, where, mustHold, list, mustStay], '\n\n');
}

function promiseLines(topology: Topology): Localized[] {
  const { apps, caller } = topology;
  const from = clientNamespace(topology);
  const lines: Localized[] = apps.map((app) => {
    const { en, zh } = requestOf(app);
    const pods = app.replicas === 1 ? 'one Pod' : `${app.replicas} Pods`;
    const spread = app.spread
      ? { en: ', one client by several of them', zh: '，而且同一个客户端的请求不会都落到一个 Pod 上' }
      : { en: '', zh: '' };
    return {
      en: `${en} is answered by the ${pods} of Deployment \`${app.name}\`${spread.en}.`,
      zh: `${zh}由 Deployment \`${app.name}\` 的 ${app.replicas} 个 Pod 应答${spread.zh}。`,
    };
  });
  for (const { name } of apps.filter(({ headless }) => headless)) {
    lines.push({
      en: `Service \`${name}\` is headless: its name resolves to the ready Pods themselves.`,
      zh: `Service \`${name}\` 是无头 Service：它的名称解析为各个就绪 Pod 的地址。`,
    });
  }
  for (const { name } of apps.filter(({ guarded }) => guarded)) {
    lines.push({
      en: `Pods labelled \`role=client\` in \`${from}\` reach \`${name}\`; others are kept out.`,
      zh: `\`${from}\` 里带标签 \`role=client\` 的 Pod 能访问 \`${name}\`，其他的一律挡在外面。`,
    });
  }
  if (caller) {
    lines.push({
      en: `The log of Deployment \`${caller.name}\` in \`${from}\`, a client of \`${caller.app.name}\`, shows answers only.`,
      zh: `\`${from}\` 里的 Deployment \`${caller.name}\` 是 \`${caller.app.name}\` 的客户端，它的日志里只有应答。`,
    });
  }
  lines.push({
    en: "The cluster's own DNS and kube-proxy work on every node.",
    zh: '集群自己的 DNS 和 kube-proxy 在每个节点上都正常工作。',
  });
  return lines;
}

function requestOf(app: App): Localized {
  const url = `\`http://${app.name}.${app.namespace}.svc.cluster.local:${app.servicePort}${pathOf(app)}\``;
  return { en: url, zh: `${url} ` };
}

function hintsOf(faults: readonly Fault[]): Localized[] {
  const first: Localized = {
    en: `Ask for each promise as a client would, and note which do not hold and how they fail. You will find: ${
      join(
        faults.map(({ felt }) => felt),
        '; ',
      ).en
    }.`,
    zh: `像客户端那样逐项验证，记下哪些不成立、又是怎样失败的。你会看到：${
      join(
        faults.map(({ felt }) => felt),
        '；',
      ).zh
    }。`,
  };
  const stationHints = faults.map(({ felt, station }): Localized => ({
    en: `That ${felt.en}: look at this station of the way – **${stationWords[station].en}**.`,
    zh: `${felt.zh}。请查看路径上的这一站：**${stationWords[station].zh}**。`,
  }));
  const lookHints = faults.map(({ see }): Localized => ({
    en: `This shows it: ${see.map((command) => `\`${command}\``).join(', then ')}.`,
    zh: `这样就能看到：${see.map((command) => `\`${command}\``).join('，然后 ')}。`,
  }));
  return [first, ...stationHints, ...lookHints];
}

function debriefOf(faults: readonly Fault[]): Localized {
  return join(
    faults.map(({ title, station, what, see }, index) => {
      const number = faults.length > 1 ? `${index + 1}. ` : '';
      const commands = see.map((command) => `\`${command}\``);
      return {
        en: `**${number}${title.en}** (station: ${stationWords[station].en}). ${what.en} It shows in ${commands.join(', ')}.`,
        zh: `**${number}${title.zh}**（所在的一站：${stationWords[station].zh}）。${what.zh}当时用 ${commands.join('、')} 可以看到。`,
      };
    }),
    '\n\n',
  );
}

/** The same in the form of a scenario's text file, for one language. */
export function drillText({ brief, hints, debrief }: DrillTexts, language: keyof Localized): string {
  const section = (name: string, text: Localized) => `<${name}>\n${text[language]}\n</${name}>\n`;
  return [
    section('Brief', brief),
    ...hints.map((hint) => section('Hint', hint)),
    section('Debrief', debrief),
  ].join('\n');
}
