import { keyComplaint } from '../../../auth/assertion';
import { pastedToken } from '../../../auth/pastedToken';
import {
  complaintAboutEndpoint,
  complaintAboutJwt,
  complaintAboutKey,
  complaintAboutPage,
  complaintAboutRedirect,
} from './complaints';
import { endpointsAt, hostList, ringCentral, signingOf, type Draft } from './draft';

/** One question of the form. `answer` gives the draft with it; what a question asks may depend on the answers before it. */
export type Question =
  | {
      readonly kind: 'text';
      readonly id: string;
      readonly prompt: string;
      readonly placeholder?: string;
      readonly value: string;
      readonly isSecret?: boolean;
      /** An empty answer is one. */
      readonly isOptional?: boolean;
      /** What is wrong with an answer that is not empty, as it is typed; undefined: nothing. */
      readonly complaint?: (text: string) => string | undefined;
      /** What is found wrong only by trying it. */
      readonly trial?: (text: string) => Promise<string | undefined>;
      readonly answer: (text: string) => Draft;
    }
  | {
      readonly kind: 'choice';
      readonly id: string;
      readonly prompt: string;
      readonly choices: readonly Choice[];
      /** The label of the choice that holds now. */
      readonly chosen: string | undefined;
    }
  /** A file is chosen, and its text is the answer. */
  | {
      readonly kind: 'file';
      readonly id: string;
      readonly prompt: string;
      readonly trial: (text: string) => Promise<string | undefined>;
      readonly answer: (text: string) => Draft;
    };

interface Choice {
  readonly label: string;
  readonly description?: string;
  readonly detail?: string;
  readonly draft: Draft;
  /** Nothing more is asked after it. */
  readonly isWhole?: boolean;
}

/** What the questions need to know of the world. */
export interface FormSurroundings {
  /** Base URL of the sandbox, while it runs, and who may log in to it. */
  readonly sandbox: { readonly url: string; readonly clientId: string; readonly clientSecret: string } | undefined;
  /** The ready-made profile of the sandbox, which is offered when a token is added. */
  readonly readyMade: Draft | undefined;
  /** The redirect URI of this editor. */
  readonly editorUri: string;
  /** Names that other profiles have. */
  readonly taken: readonly string[];
  /** Whether a profile is edited: an empty answer to a secret keeps it. */
  readonly isEdit: boolean;
}

/** The questions that a draft needs, in order. */
export function questionsOf(draft: Draft, around: FormSurroundings): readonly Question[] {
  const { grant, server, isRenewable } = draft;
  if (grant === 'pasted') {
    const client = isRenewable
      ? [serverQuestion(draft, around), ...endpoints(draft), ...clientQuestions(draft, around)]
      : [];
    return [
      grantQuestion(draft, around),
      nameQuestion(draft, around),
      ...pasteQuestions(draft, around),
      ...client,
      hostsQuestion(draft),
    ];
  }
  return [
    grantQuestion(draft, around),
    nameQuestion(draft, around),
    serverQuestion(draft, around),
    ...(server === 'other' ? endpoints(draft) : []),
    ...clientQuestions(draft, around),
    ...grantQuestions(draft, around),
    ...(grant === 'refresh_token' ? [] : [scopesQuestion(draft)]),
    hostsQuestion(draft),
  ];
}

const grants: readonly (Omit<Choice, 'draft'> & { readonly grant: Draft['grant'] })[] = [
  { label: 'Sign in with the browser', description: 'authorization code with PKCE', grant: 'authorization_code' },
  { label: 'JWT', description: 'issued by the server, or signed with a key', grant: 'jwt' },
  { label: 'Client credentials', description: 'an application on its own behalf', grant: 'client_credentials' },
  { label: 'Password', description: 'a user name and a password', grant: 'password' },
  { label: 'Refresh token', description: 'one that you have already', grant: 'refresh_token' },
  { label: 'Paste a token', description: 'from anywhere, or the JSON answer it came in', grant: 'pasted' },
];

function grantQuestion(draft: Draft, { readyMade }: FormSurroundings): Question {
  const choices: readonly Choice[] = grants.map(({ grant, ...choice }) => ({ ...choice, draft: { ...draft, grant } }));
  const sandbox = { label: 'Sandbox', description: 'a ready-made token to try it offline' };
  return {
    ...{ kind: 'choice', id: 'grant', prompt: 'How do you get the token?' },
    choices: readyMade === undefined ? choices : [...choices, { ...sandbox, draft: readyMade, isWhole: true }],
    chosen: grants.find(({ grant }) => grant === draft.grant)?.label,
  };
}

function nameQuestion(draft: Draft, { taken }: FormSurroundings): Question {
  return {
    ...{ kind: 'text', id: 'name', value: draft.name },
    prompt: 'A name for it. Requests use it as # @auth NAME or {{$token NAME}}.',
    complaint: (text) => {
      if (!/^[\w.-]+$/.test(text)) return 'A name has letters, digits, _, - and dots.';
      if (text === 'none') return 'The name none stands for no token.';
      return taken.includes(text)
        ? `There is a token "${text}" already. Edit that one, or take another name.`
        : undefined;
    },
    answer: (name) => ({ ...draft, name }),
  };
}

function serverQuestion(draft: Draft, { sandbox }: FormSurroundings): Question {
  const choices: Choice[] = [];
  if (sandbox !== undefined) {
    const { url, clientId, clientSecret } = sandbox;
    const own = { server: 'sandbox', ...endpointsAt(url), hosts: new URL(url).host } as const;
    const client = draft.clientId === '' ? { clientId, clientSecret } : {};
    choices.push({ label: 'Sandbox', description: url, draft: { ...draft, ...own, ...client } });
  }
  const hosts = new URL(ringCentral.tokenUrl).host;
  choices.push(
    {
      label: 'RingCentral',
      description: ringCentral.tokenUrl,
      draft: {
        ...draft,
        server: 'ringcentral',
        ...ringCentral,
        hosts: draft.server === 'ringcentral' ? draft.hosts || hosts : hosts,
      },
    },
    {
      label: 'Another server',
      description: 'its endpoints are asked for',
      draft:
        draft.server === 'other'
          ? draft
          : { ...draft, server: 'other', tokenUrl: '', authorizationUrl: '', revocationUrl: '', hosts: '' },
    },
  );
  const labels = { sandbox: 'Sandbox', ringcentral: 'RingCentral', other: 'Another server' };
  return { kind: 'choice', id: 'server', prompt: 'Which server grants it?', choices, chosen: labels[draft.server] };
}

/** What is likely is proposed from the token endpoint. */
function endpoints(draft: Draft): readonly Question[] {
  if (draft.server !== 'other') return [];
  const beside = (name: string) => (draft.tokenUrl.endsWith('/token') ? draft.tokenUrl.replace(/token$/, name) : '');
  const own: Question = {
    ...{ kind: 'text', id: 'tokenUrl', prompt: 'The token endpoint', placeholder: 'https://…/oauth/token' },
    ...{ value: draft.tokenUrl, complaint: complaintAboutEndpoint },
    answer: (tokenUrl) => ({ ...draft, tokenUrl }),
  };
  const authorization: Question = {
    ...{ kind: 'text', id: 'authorizationUrl', prompt: 'The authorization endpoint, where the browser goes' },
    ...{ value: draft.authorizationUrl || beside('authorize'), complaint: complaintAboutPage },
    answer: (authorizationUrl) => ({ ...draft, authorizationUrl }),
  };
  const revocation: Question = {
    ...{ kind: 'text', id: 'revocationUrl', prompt: 'The revocation endpoint. Leave it empty if there is none.' },
    ...{ value: draft.revocationUrl || (draft.tokens === undefined ? beside('revoke') : ''), isOptional: true },
    complaint: complaintAboutEndpoint,
    answer: (revocationUrl) => ({ ...draft, revocationUrl }),
  };
  return [own, ...(draft.grant === 'authorization_code' ? [authorization] : []), revocation];
}

function clientQuestions(draft: Draft, around: FormSurroundings): readonly Question[] {
  const id: Question = {
    ...{ kind: 'text', id: 'clientId', prompt: 'The client id of the application', value: draft.clientId },
    answer: (clientId) => ({ ...draft, clientId }),
  };
  const ways: readonly (readonly [Draft['clientAuth'], Omit<Choice, 'draft'>])[] = [
    [
      'basic',
      { label: 'Basic', description: 'id and secret in the field Authorization', detail: 'What most servers ask for.' },
    ],
    ['body', { label: 'In the body', description: 'id and secret as client_id and client_secret' }],
    [
      'public',
      {
        label: 'Public client',
        description: 'no secret, client_id in the body',
        detail: 'For applications that cannot keep one; PKCE protects the sign-in.',
      },
    ],
  ];
  const auth: Question = {
    ...{ kind: 'choice', id: 'clientAuth', prompt: 'How does the application show who it is?' },
    choices: ways.map(([clientAuth, choice]) => ({
      ...choice,
      draft: { ...draft, clientAuth, ...(clientAuth === 'public' ? { clientSecret: '' } : {}) },
    })),
    chosen: ways.find(([way]) => way === draft.clientAuth)?.[1].label,
  };
  const secret = secretQuestion({ draft, around }, 'clientSecret', 'The client secret');
  return [id, auth, ...(draft.clientAuth === 'public' ? [] : [secret])];
}

function grantQuestions(draft: Draft, around: FormSurroundings): readonly Question[] {
  switch (draft.grant) {
    case 'password': {
      const user: Question = {
        ...{ kind: 'text', id: 'username', prompt: 'The user name', placeholder: '+15550100', value: draft.username },
        answer: (username) => ({ ...draft, username }),
      };
      return [user, secretQuestion({ draft, around }, 'password', 'The password')];
    }
    case 'refresh_token':
      return [secretQuestion({ draft, around }, 'refreshToken', 'The refresh token')];
    case 'jwt':
      return jwtQuestions(draft, around);
    case 'authorization_code':
      return redirectQuestions(draft, around);
    case 'client_credentials':
    case 'pasted':
      return [];
  }
}

function jwtQuestions(draft: Draft, around: FormSurroundings): readonly Question[] {
  const { isEdit } = around;
  const as = (proof: Draft['proof']): Draft => ({
    ...draft,
    proof,
    ...(isEdit && proof === draft.proof ? {} : { key: '' }),
  });
  const choices = [
    {
      label: 'A JWT that the server issued',
      detail: 'Such as the JWT credentials of RingCentral.',
      draft: as('issued'),
    },
    {
      label: 'A key file',
      detail: 'PEM or JWK, RSA or P-256. Its text is kept in the secret storage.',
      draft: as('file'),
    },
    { label: 'A key to paste', draft: as('pasted') },
    { label: 'A shared secret', detail: 'Signs with HS256.', draft: as('shared') },
  ];
  const index = { issued: 0, file: 1, pasted: 2, shared: 3 }[draft.proof];
  const proof: Question = {
    ...{ kind: 'choice', id: 'proof', prompt: 'What proves the identity?', choices, chosen: choices[index]?.label },
  };
  if (draft.proof === 'issued')
    return [proof, secretQuestion({ draft, around }, 'assertion', 'The JWT', complaintAboutJwt)];
  return [proof, keyQuestion(draft, around), ...claimQuestions(draft)];
}

function keyQuestion(draft: Draft, around: FormSurroundings): Question {
  const trial = (key: string) => keyComplaint(signingOf({ ...draft, key }));
  const answer = (key: string): Draft => ({ ...draft, key });
  if (draft.proof === 'file') return { kind: 'file', id: 'key', prompt: 'Choose a private key', trial, answer };
  if (draft.proof === 'shared') return { ...secretQuestion({ draft, around }, 'key', 'The shared secret'), trial };
  return { ...secretQuestion({ draft, around }, 'key', 'The private key, as PEM or JWK', complaintAboutKey), trial };
}

function claimQuestions(draft: Draft): readonly Question[] {
  const claim = (id: 'keyId' | 'issuer' | 'subject' | 'audience', prompt: string): Question => ({
    ...{ kind: 'text', id, prompt, value: draft[id], isOptional: true },
    answer: (text) => ({ ...draft, [id]: text }),
  });
  return [
    claim('keyId', 'The id of the key (kid), if the server wants one'),
    claim('issuer', 'The issuer (iss). Empty: the client id.'),
    claim('subject', 'The subject (sub): whom the token stands for. Empty: the issuer.'),
    claim('audience', 'The audience (aud). Empty: the token endpoint.'),
  ];
}

const usualPort = 8765;

function redirectQuestions(draft: Draft, { editorUri }: FormSurroundings): readonly Question[] {
  const choices = [
    {
      label: 'This machine, any free port',
      description: 'http://127.0.0.1:PORT/callback',
      detail: 'For servers that let native applications take any port (RFC 8252).',
      draft: { ...draft, way: 'loopback' as const },
    },
    {
      label: 'This machine, a port of your own',
      description: `http://127.0.0.1:${usualPort}/callback`,
      detail: 'For servers that know the redirect URI by heart, such as RingCentral.',
      draft: { ...draft, way: 'port' as const },
    },
    {
      label: 'The editor',
      description: editorUri,
      draft: { ...draft, way: 'editor' as const, redirectUri: editorUri },
    },
  ];
  const chosen = choices[{ loopback: 0, port: 1, editor: 2 }[draft.way]]?.label;
  const way: Question = { kind: 'choice', id: 'way', prompt: 'Where does the browser come back to?', choices, chosen };
  const port: Question = {
    ...{
      kind: 'text',
      id: 'redirectUri',
      prompt: 'The redirect URI, exactly as it is registered with the application',
    },
    value: draft.redirectUri.startsWith('http:') ? draft.redirectUri : `http://127.0.0.1:${usualPort}/callback`,
    complaint: complaintAboutRedirect,
    answer: (redirectUri) => ({ ...draft, redirectUri }),
  };
  return [way, ...(draft.way === 'port' ? [port] : [])];
}

function pasteQuestions(draft: Draft, around: FormSurroundings): readonly Question[] {
  const read = (text: string) => pastedToken(text, 0);
  const token = secretQuestion(
    { draft, around },
    'pasted',
    'The token: bare, with Bearer, or the JSON answer of a token endpoint',
    (text) => {
      const pasted = read(text);
      return pasted.kind === 'unusable' ? pasted.message : undefined;
    },
  );
  const pasted = read(draft.pasted);
  if (pasted.kind === 'unusable' || pasted.tokens.refreshToken === undefined) return [token];
  const renewal: Question = {
    ...{ kind: 'choice', id: 'renewal', prompt: 'There is a refresh token too. Shall it renew the token?' },
    choices: [
      { label: 'Renew it', description: 'the application is asked for', draft: { ...draft, isRenewable: true } },
      { label: 'Use it until it ends', draft: { ...draft, isRenewable: false } },
    ],
    chosen: draft.isRenewable ? 'Renew it' : 'Use it until it ends',
  };
  return [token, renewal];
}

function scopesQuestion(draft: Draft): Question {
  return {
    ...{
      kind: 'text',
      id: 'scopes',
      prompt: 'The scopes to ask for, divided by blanks. Empty: what the server gives.',
    },
    ...{ value: draft.scopes, isOptional: true, placeholder: 'ReadAccounts SMS' },
    answer: (scopes) => ({ ...draft, scopes }),
  };
}

function hostsQuestion(draft: Draft): Question {
  const own = URL.canParse(draft.tokenUrl) && draft.grant !== 'pasted' ? new URL(draft.tokenUrl).host : '';
  return {
    ...{ kind: 'text', id: 'hosts', prompt: 'The hosts that it may go to, divided by commas. It is sent to no other.' },
    ...{ value: draft.hosts || own, placeholder: 'api.example.com, localhost:8080' },
    complaint: (text) =>
      hostList(text).length > 0 ? undefined : 'At least one host is needed, such as api.example.com.',
    answer: (hosts) => ({ ...draft, hosts }),
  };
}

type SecretName = 'clientSecret' | 'password' | 'refreshToken' | 'assertion' | 'key' | 'pasted';

/** What is kept already is not shown, and an empty answer leaves it. */
function secretQuestion(
  { draft, around }: { readonly draft: Draft; readonly around: FormSurroundings },
  id: SecretName,
  prompt: string,
  complaint?: (text: string) => string | undefined,
): Question & { readonly kind: 'text' } {
  const isKept = draft[id] !== '';
  const placeholder = around.isEdit
    ? 'Leave it empty to keep the present one'
    : 'Leave it empty to keep what was typed';
  return {
    ...{ kind: 'text', id, prompt, value: '', isSecret: true, isOptional: isKept },
    ...(isKept ? { placeholder } : {}),
    ...(complaint === undefined ? {} : { complaint }),
    answer: (text) => (text === '' ? draft : { ...draft, [id]: text }),
  };
}
