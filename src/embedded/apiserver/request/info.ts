/** What a path of the API asks for. Models kubernetes apiserver pkg/endpoints/request RequestInfoFactory. */
export interface RequestInfo {
  group: string;
  version: string;
  /** Absent for cluster-wide requests. */
  namespace?: string;
  resource: string;
  name?: string;
  subresource?: string;
  /** What follows the subresource (the path given to a proxy). */
  rest: string[];
}

const namespaceSubresources = new Set(['status', 'finalize']);

/** @returns undefined for a path that names no resource (discovery, health, unknown ones) */
export function parseResourcePath(pathname: string): RequestInfo | undefined {
  const parts: string[] = pathname
    .split('/')
    .filter((part) => part !== '')
    .map(decodeURIComponent);
  const root = parts.shift();
  if (root !== 'api' && root !== 'apis') return undefined;
  const group = root === 'apis' ? (parts.shift() ?? '') : '';
  const version = parts.shift();
  if (version === undefined || parts.length === 0) return undefined;
  const info = { group, version };
  if (parts[0] === 'namespaces' && parts.length >= 3 && !namespaceSubresources.has(parts[2]!)) {
    return { ...info, namespace: parts[1]!, ...resourceParts(parts.slice(2)) };
  }
  return { ...info, ...resourceParts(parts) };
}

function resourceParts([resource, name, subresource, ...rest]: string[]) {
  return {
    resource: resource!,
    ...(name === undefined ? {} : { name }),
    ...(subresource === undefined ? {} : { subresource }),
    rest,
  };
}

export function wantsWatch(query: URLSearchParams): boolean {
  const value = query.get('watch');
  return value !== null && value !== 'false' && value !== '0';
}
