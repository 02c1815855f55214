#!/bin/sh
gpg --output {{ signature }} --sign {{ archive }}
