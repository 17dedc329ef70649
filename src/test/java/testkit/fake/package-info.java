/// Stand-ins for services that nobody can run at home: Azure Resource Manager, Microsoft Entra and AWS STS.
/// They are strict, so that what works with them works with the services.
@NullMarked
package testkit.fake;

import org.jspecify.annotations.NullMarked;
