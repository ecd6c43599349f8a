import { describe, expect, test } from 'vitest'
import { readPolicy } from '../../config/policy.ts'
import { refusal } from '../support/refusal.ts'
import { folderOf, temporaryFolder } from '../support/temporary-folder.ts'

const operator = (yaml: string): Promise<string> => folderOf('policy.yaml', yaml)

test('our own policy can be used as it is', async () => {
  const policy = await readPolicy(undefined)
  expect(policy.blocked.map(({ name }) => name)).toEqual(['minors', 'non-consensual', 'explicit', 'gore'])
  expect(policy).toMatchObject({
    channels: [],
    ageRestricted: {
      blockedOutside: ['explicit', 'gore'],
      flaggedOutside: ['sexual', 'violence', 'violence/graphic'],
      lift: 'with-service',
    },
    moderation: { prompts: true, frames: true, whenDown: 'closed', thresholds: {} },
    likeness: { ask: false },
    approvals: { aboveCredits: null },
    moderators: [],
  })
})

describe('an operator’s file is laid over ours', () => {
  test('may be missing or empty', async () => {
    const ours = await readPolicy(undefined)
    expect(await readPolicy(await temporaryFolder())).toEqual(ours)
    expect(await readPolicy(await operator('# nothing yet\n'))).toEqual(ours)
    expect(await readPolicy(await operator('channels:\nmoderation:\n'))).toEqual(ours)
  })

  test('adds a rule, changes one and takes one out of use', async () => {
    const { blocked } = await readPolicy(
      await operator(`blocked:
  - { name: gore, off: true }
  - { name: explicit, reason: Not in here. }
  - { name: brands, reason: No brands., words: [acme], patterns: ['acme[ -]?\\d+'] }`),
    )
    expect(blocked.map(({ name }) => name)).toEqual(['minors', 'non-consensual', 'explicit', 'brands'])
    expect(blocked[2]).toMatchObject({ reason: 'Not in here.', words: expect.arrayContaining(['nude']) })
    expect(blocked[3]).toEqual({
      name: 'brands',
      reason: 'No brands.',
      words: ['acme'],
      all: [],
      patterns: ['acme[ -]?\\d+'],
      except: [],
      off: false,
    })
  })

  test('knows lists in lists, ages and words that stand for several', async () => {
    const { blocked } = await readPolicy(
      await operator(`blocked:
  - name: mine
    reason: No.
    all:
      - [{ ageBelow: 16 }, &some [one, two]]
      - [[three, [four]], *some, take|takes it]
    except: [[five], six]`),
    )
    expect(blocked.at(-1)).toMatchObject({
      all: [
        [{ ageBelow: 16 }, 'one', 'two'],
        ['three', 'four', 'one', 'two', 'take|takes it'],
      ],
      except: ['five', 'six'],
    })
  })

  test('the second group on minors holds all that is explicit', async () => {
    const { blocked } = await readPolicy(undefined)
    const [minors, , explicit] = blocked
    expect(explicit?.words.filter((word) => !minors?.all[1]?.includes(word))).toEqual([])
  })

  test('changes one field of a group', async () => {
    const policy = await readPolicy(
      await operator('moderation: { whenDown: open, thresholds: { violence: 0.9 } }\napprovals: { aboveCredits: 50 }'),
    )
    expect(policy.moderation).toEqual({ prompts: true, frames: true, whenDown: 'open', thresholds: { violence: 0.9 } })
    expect(policy.approvals).toEqual({ aboveCredits: 50 })
  })

  test('names channels and moderators', async () => {
    const policy = await readPolicy(
      await operator(`channels:
  - { platform: discord, channel: "1", modes: [t2v], models: [local], defaults: { model: local, aspect: "9:16", duration: 4, resolution: 480p } }
moderators:
  - { platform: discord, workspace: "9", roles: ["7"], channel: "8" }
  - { platform: slack, roles: [S1] }`),
    )
    const defaults = { model: 'local', aspect: '9:16', duration: 4, resolution: '480p' }
    expect(policy.channels).toEqual([{ platform: 'discord', channel: '1', modes: ['t2v'], models: ['local'], defaults }])
    expect(policy.moderators).toEqual([
      { platform: 'discord', workspace: '9', roles: ['7'], channel: '8' },
      { platform: 'slack', roles: ['S1'] },
    ])
  })
})

describe('what is wrong is said with the line, the row and the field', () => {
  const rule = (fields: string): string => `blocked: [{ name: mine, reason: No., ${fields} }]`

  test.each([
    ['block: []', `there is no such name as block; did you mean blocked?`],
    [rule('words: []'), `row mine, field words: the rule looks for nothing`],
    [rule('word: [x]'), `row mine, field word: there is no such field; did you mean words?`],
    [rule('words: [fine, "?"]'), `row mine, field words.1: the word is too short; give it two letters or more`],
    [
      rule('patterns: ["(a+"]'),
      `row mine, field patterns.0: the pattern cannot be read (error parsing regexp: missing closing ): \`(?s)(?i)(a+\`)`,
    ],
    [
      rule('patterns: ["(?=a)"]'),
      `row mine, field patterns.0: the pattern cannot be read (error parsing regexp: invalid or unsupported Perl syntax: \`(?=\`)`,
    ],
    ['ageRestricted: { blockedOutside: [nobody] }', `ageRestricted, field blockedOutside: there is no rule nobody`],
    [rule('words: [{ ageBelow: 40 }]'), `row mine, field words.0.ageBelow: Too big: expected number to be <=21`],
    [
      rule(`words: [ab], except: [${Array.from({ length: 4 }, () => 'a|b|c|d|e|f|g|h').join(' ')}]`),
      `row mine, field except.0: the phrase stands for too many; make several of it`,
    ],
    ['moderation: { frame: true }', `moderation, field frame: there is no such field; did you mean frames?`],
    ['moderators: [{ platform: discord, channel: "1" }]', `moderators, field 0.workspace: a channel belongs to one workspace; name it`],
    [
      'channels: [{ platform: discord, channel: "1" }, { platform: discord, channel: "1" }]',
      `channels, field 1.channel: the channel is there twice; keep one of the rows`,
    ],
    [
      'channels: [{ platform: discord, channel: "1", models: [a], defaults: { model: b } }]',
      `channels, field 0.defaults.model: the channel's models do not hold it`,
    ],
    [rule('all: [[ab]]'), `row mine, field all: Too small: expected array to have >=2 items`],
    [rule('all: [[ab], []]'), `row mine, field all.1: must hold a word`],
    ['moderation: { whenDown: shut }', `moderation, field whenDown: Invalid option: expected one of "closed"|"open"`],
    ['ageRestricted: { lift: sometimes }', `ageRestricted, field lift: Invalid option: expected one of "with-service"|"always"|"never"`],
    ['moderation: { thresholds: { violence: 2 } }', `moderation, field thresholds.violence: Too big: expected number to be <=1`],
    ['moderation: closed', `moderation: Invalid input: expected record, received string`],
    ['likeness: { sentence: "" }', `likeness, field sentence: Too small: expected string to have >=1 characters`],
    ['approvals: { aboveCredits: -1 }', `approvals, field aboveCredits: Too small: expected number to be >=0`],
    ['channels: [{ platform: discord }]', `channels, field 0.channel: Invalid input: expected string, received undefined`],
    [
      'channels: [{ platform: discord, channel: 1131200000000000000 }]',
      `channels, field 0.channel: Invalid input: expected string, received number`,
    ],
    [
      'channels: [{ platform: discord, channel: "1", modes: [t2x] }]',
      `channels, field 0.modes.0: Invalid option: expected one of "t2v"|"i2v"|"v2v"|"t2i"|"i2i"|"upscale-video"|"upscale-still"`,
    ],
  ])('%.70s', async (yaml, sentence) =>
    expect(await refusal(async () => readPolicy(await operator(yaml)))).toEqual([
      'bad_config',
      `policy.yaml:1: ${sentence}\nCorrect it and start again.`,
    ]),
  )
})
