#!/bin/sh
tar -cf {{ archive }} {{ manifest }}
