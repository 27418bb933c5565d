/** AWS Bedrock's Converse, as providers speak it: requests, signatures, frames and events. */
@NullMarked
package dev.baton.bedrock;

import org.jspecify.annotations.NullMarked;
