#include "command.h"
#include "base/banned.h"
int
cmd_explain(const struct invocation *inv, struct arena *mem)
{
	(void)inv; (void)mem; return 0;
}
