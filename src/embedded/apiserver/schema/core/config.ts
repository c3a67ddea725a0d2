import { boolean, keyedList, list, map, string, stringMap } from '../build.ts';
import { defineObject } from '../meta.ts';
import { core } from './names.ts';
import { LocalObjectReference, ObjectReference } from './references.ts';

/** Base64 in JSON; Go reads it into bytes. */
const bytes = map(string({ goType: '[]uint8' }), { goType: 'map[string][]uint8' });

export const ConfigMap = defineObject(
  core('ConfigMap'),
  {
    immutable: boolean({ description: 'If true, the data can no longer be changed.' }),
    data: stringMap({ description: 'Texts by key.' }),
    binaryData: { ...bytes, description: 'Bytes in base64 by key.' },
  },
  'ConfigMap holds configuration data for pods to consume.',
);

export const Secret = defineObject(
  core('Secret'),
  {
    immutable: boolean(),
    data: { ...bytes, description: 'Bytes in base64 by key.' },
    stringData: stringMap({ description: 'Texts by key, written into data by the server. Never read back.' }),
    type: string({ goType: 'v1.SecretType' }),
  },
  'Secret holds secret data of a certain type.',
);

export const ServiceAccount = defineObject(
  core('ServiceAccount'),
  {
    secrets: keyedList(ObjectReference, 'name'),
    imagePullSecrets: list(LocalObjectReference),
    automountServiceAccountToken: boolean(),
  },
  'ServiceAccount gives the processes of Pods a name that the API server knows.',
);
