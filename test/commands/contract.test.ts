import { loadCommands } from '../../src/program/load.ts'
import { commandContract } from '../contracts/command-contract.ts'

for (const command of (await loadCommands(undefined)).values()) commandContract(command)
