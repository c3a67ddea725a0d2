interface Conditioned {
  status?: { conditions?: readonly { type: string; status: string }[] };
}

/** Whether a Pod or Node has the condition Ready. Models kubernetes pkg/api/v1/pod IsPodReady. */
export function isReady(object: object): boolean {
  const { conditions } = (object as Conditioned).status ?? {};
  return conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') ?? false;
}
