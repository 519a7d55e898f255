import { generate } from 'selfsigned';

/** A certificate and its key, as PEM. */
export interface Certificate {
  key: string;
  cert: string;
}

const KIND = { keyType: 'ec', algorithm: 'sha256' } as const;

/** A certificate authority of the test's own, and what it signed for an address of this machine, and for a name of it when one is given. */
export async function certificateFor(
  ip: string,
  name?: string,
): Promise<{ authority: Certificate; server: Certificate }> {
  const authority = await pem('Latchkey test authority', [
    { name: 'basicConstraints', cA: true, critical: true },
    { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
  ]);
  const server = await pem(
    'Latchkey test mail server',
    [
      { name: 'basicConstraints', cA: false },
      { name: 'keyUsage', digitalSignature: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [{ type: 7, ip }, ...(name === undefined ? [] : [{ type: 2 as const, value: name }])],
      },
    ],
    authority,
  );
  return { authority, server };
}

type Extensions = NonNullable<Parameters<typeof generate>[1]>['extensions'];

async function pem(
  commonName: string,
  extensions: NonNullable<Extensions>,
  ca?: Certificate,
): Promise<Certificate> {
  const made = await generate([{ name: 'commonName', value: commonName }], {
    ...KIND,
    extensions,
    ...(ca && { ca }),
  });
  return { key: made.private, cert: made.cert };
}
