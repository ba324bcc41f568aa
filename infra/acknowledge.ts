import { CfnElement, Fn, Stack, Validations } from "aws-cdk-lib";
import type { StateMachine } from "aws-cdk-lib/aws-stepfunctions";
import type { IConstruct } from "constructs";

/** The name of a construct's resource in the template. */
function logicalIdOf(construct: IConstruct): string {
  const child = construct.node.defaultChild;
  if (child === undefined || !CfnElement.isCfnElement(child))
    throw new TypeError(`${construct.node.path} is no resource`);
  return Stack.of(construct).getLogicalId(child);
}

/**
 * Says why permissions below a construct may end in "*", for one finding of the policy checks each: everything else that
 * they find still fails `cdk synth`.
 *
 * @param rest what follows the resource's ARN, such as `/drafts/*`
 */
export function acknowledgeWildcard(
  scope: IConstruct,
  resource: IConstruct | null,
  rest: string,
  reason: string,
): void {
  const what = resource === null ? rest : `<${logicalIdOf(resource)}.Arn>${rest}`;
  Validations.of(scope).acknowledge({ id: `AwsSolutions-IAM5[Resource::${what}]`, reason });
}

/** Says why permissions below a construct hold for every execution of a state machine. */
export function acknowledgeExecutions(scope: IConstruct, { stateMachineArn }: StateMachine): void {
  const name = JSON.stringify(Stack.of(scope).resolve(Fn.select(6, Fn.split(":", stateMachineArn))));
  const executions = `arn:<AWS::Partition>:states:<AWS::Region>:<AWS::AccountId>:execution:${name}:*`;
  acknowledgeWildcard(scope, null, executions, "Executions are named after runs that are still to come.");
}
