interface Toleration {
  key?: string;
  operator?: string;
  value?: string;
  effect?: string;
  tolerationSeconds?: number;
}

/** `key=value:Effect op=Exists for 300s`, sorted by key. Models kubectl pkg/describe printTolerationsMultilineWithIndent. */
export function tolerationTexts(tolerations: readonly unknown[] | undefined): string[] {
  const sorted = [...((tolerations ?? []) as Toleration[])].sort((a, b) =>
    (a.key ?? '') === (b.key ?? '') ? 0 : (a.key ?? '') < (b.key ?? '') ? -1 : 1,
  );
  return sorted.map(({ key = '', operator, value = '', effect = '', tolerationSeconds }) => {
    let text = key + (value && `=${value}`) + (effect && `:${effect}`);
    if (operator === 'Exists' && value === '') text += key || effect ? ' op=Exists' : 'op=Exists';
    return tolerationSeconds === undefined ? text : `${text} for ${tolerationSeconds}s`;
  });
}
