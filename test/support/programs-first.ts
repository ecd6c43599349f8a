import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Files that start programs or many children take longest by far, however short they are: begun last, one of them would run on alone. */
const long = /\/test\/(?:e2e|desk)\/|\/test\/media\/(?:kinds|isolation)\.|\/page-looks\.|\/refusals\.|\/refused-files\./

export class ProgramsFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    return [...sorted.filter(({ moduleId }) => long.test(moduleId)), ...sorted.filter(({ moduleId }) => !long.test(moduleId))]
  }
}
