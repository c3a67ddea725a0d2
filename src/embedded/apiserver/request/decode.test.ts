import { describe, expect, it } from 'vitest';
import { testDefinitions } from '../testing.ts';
import { decode } from './decode.ts';
import { goPrint, goSyntaxError } from './go-json.ts';

const service = testDefinitions.find(({ kind }) => kind === 'Service')!.schema;

describe('decode', () => {
  it('drops nulls, empty optional lists and maps, and unknown fields, which it names', () => {
    const input = {
      kind: 'Service',
      foo: 1,
      metadata: { name: 'web', labels: {} },
      spec: { selector: null, clusterIPs: [], ports: [{ port: 80, targetport: 1 }], slector: {} },
    };
    expect(decode(service, input)).toEqual({
      object: { kind: 'Service', metadata: { name: 'web' }, spec: { ports: [{ port: 80 }] } },
      typeError: undefined,
      strictErrors: [
        'unknown field "foo"',
        'unknown field "spec.ports[0].targetport"',
        'unknown field "spec.slector"',
      ],
    });
  });

  const into = 'into Go struct field';
  it.each([
    [
      { ports: [{ port: '80' }] },
      `json: cannot unmarshal string ${into} ServicePort.spec.ports.port of type int32`,
      'unrecognized type: int32',
    ],
    [
      { ports: [{ port: 80.5 }] },
      `json: cannot unmarshal number 80.5 ${into} ServicePort.spec.ports.port of type int32`,
      'cannot convert float64 to int32',
    ],
    [
      { ports: [{ port: true }] },
      `json: cannot unmarshal bool ${into} ServicePort.spec.ports.port of type int32`,
      'unrecognized type: int32',
    ],
    [
      { ports: [{ port: 999999999999 }] },
      `json: cannot unmarshal number 999999999999 ${into} ServicePort.spec.ports.port of type int32`,
      'cannot convert int64 to int32',
    ],
    [
      { ports: [{ port: 1, protocol: 6 }] },
      `json: cannot unmarshal number ${into} ServicePort.spec.ports.protocol of type v1.Protocol`,
      'cannot convert int64 to v1.Protocol',
    ],
    [
      { ports: [{ port: 1, targetPort: 80.5 }] },
      `json: cannot unmarshal number 80.5 ${into} ServicePort.spec.ports.targetPort of type int32`,
      'json: cannot unmarshal number 80.5 into Go value of type int32',
    ],
    [
      { ports: 'x' },
      `json: cannot unmarshal string ${into} ServiceSpec.spec.ports of type []v1.ServicePort`,
      'cannot restore slice from string',
    ],
    [
      { ports: ['x'] },
      `json: cannot unmarshal string ${into} ServiceSpec.spec.ports of type v1.ServicePort`,
      'cannot restore struct from: string',
    ],
    [
      { selector: { app: 80 } },
      `json: cannot unmarshal number ${into} ServiceSpec.spec.selector of type string`,
      'cannot convert int64 to string',
    ],
    [
      { selector: { app: { a: 'b' } } },
      `json: cannot unmarshal object ${into} ServiceSpec.spec.selector of type string`,
      'unrecognized type: string',
    ],
    [
      { selector: ['app'] },
      `json: cannot unmarshal array ${into} ServiceSpec.spec.selector of type map[string]string`,
      'cannot restore map from slice',
    ],
    [
      [],
      `json: cannot unmarshal array ${into} Service.spec of type v1.ServiceSpec`,
      'cannot restore struct from: slice',
    ],
  ])('says what is wrong with %j', (spec, json, unstructured) => {
    expect(decode(service, { spec }).typeError).toBe(json);
    expect(decode(service, { spec }, 'unstructured').typeError).toBe(unstructured);
  });
});

describe('Go texts', () => {
  it.each([
    ['{bad', "invalid character 'b' looking for beginning of object key string"],
    ['{"a" 1}', "invalid character '1' after object key"],
    ['{"a":1', 'unexpected end of JSON input'],
    ['[1 2]', "invalid character '2' after array element"],
    ['{"a":tru}', "invalid character '}' in literal true (expecting 'e')"],
    ['{} x', "invalid character 'x' after top-level value"],
    ["'", "invalid character '\\'' looking for beginning of value"],
  ])('%s', (text, error) => {
    expect(goSyntaxError(text)).toBe(error);
  });

  it('prints a map as %v does', () => {
    expect(goPrint({ b: [1, { c: 'x' }], a: null, d: true })).toBe('map[a:<nil> b:[1 map[c:x]] d:true]');
  });
});
